-- Fewer rows stored than GitHub counts is a gap with a name; it goes when the counts agree. found_at null: now.
with counted as (
  select subject_id, resource, rows_stored, github_total
  from sync.resource
  where subject_id = :subject_id and resource = :resource
),
closed as (
  delete from sync.gap
  using counted
  where gap.subject_id = counted.subject_id and gap.resource = counted.resource and gap.gap = 'total'
    and counted.rows_stored >= coalesce(counted.github_total, 0)
)
insert into sync.gap (subject_id, resource, gap, reason, found_at)
select
  subject_id, resource, 'total',
  format('GitHub counts %s rows, %s are stored.', github_total, rows_stored), coalesce(:found_at::timestamptz, clock_timestamp())
from counted
where rows_stored < github_total
on conflict (subject_id, resource, gap) do update set reason = excluded.reason;
