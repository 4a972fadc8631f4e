-- Numbers up to the highest that no issue and no pull request has, or one that GitHub hid: that may come back.
select number::text as number
from generate_series(
  1,
  (select coalesce(max(number), 0) from github.issue where repository_id = :repository_id::bigint)
) as number
where not exists (
  select
  from github.issue
  where issue.repository_id = :repository_id::bigint and issue.number = number.number
    and issue.deletion is distinct from 'hidden'
);
