-- Fewer rows stored than GitHub counts is a gap with a name; it goes when the counts agree.
with counted as (
  select repository_id, resource, rows_stored, github_total
  from sync.resource
  where repository_id = :repository_id and resource = :resource
),
closed as (
  delete from sync.gap
  using counted
  where gap.repository_id = counted.repository_id and gap.resource = counted.resource and gap.gap = 'total'
    and counted.rows_stored >= coalesce(counted.github_total, 0)
)
insert into sync.gap (repository_id, resource, gap, reason, found_at)
select
  repository_id, resource, 'total',
  format('GitHub counts %s rows, %s are stored.', github_total, rows_stored), :found_at::timestamptz
from counted
where rows_stored < github_total
on conflict (repository_id, resource, gap) do update set reason = excluded.reason;
