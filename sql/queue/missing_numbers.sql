-- Numbers up to the highest that no issue and no pull request has, or one that GitHub hid: that may come back. Those alone that were
-- never asked for, or were in vain, unless :is_again.
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
)
and (
  :is_again::boolean
  or exists (
    select
    from sync.gap
    where gap.subject_id = :repository_id::bigint and gap.resource = 'issues' and gap.gap = 'row/' || number.number and gap.is_open
  )
  or not exists (
    select
    from sync.item
    where item.subject_id = :repository_id::bigint and item.resource = 'issues' and item.item = 'row/' || number.number
  )
);
