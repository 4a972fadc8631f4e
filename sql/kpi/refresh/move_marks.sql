-- Takes the marks of :repository_ids away and makes them months that each family which follows them is to compute. What a mark was
-- made for is seen by every statement after this one. A mark that is made meanwhile is a row of its own and stays for the next
-- time. In the order of their keys: two batches wait for each other and never deadlock.
with waiting as materialized (
  select ctid as place
  from sync.mark
  where subject_id = any (:repository_ids::bigint[])
  order by subject_id, source, month, marked_in
  for update
),

-- By place: the table is empty most of the time, so that the planner expects one row and would compare each with each.
taken as (
  delete from sync.mark
  where ctid = any (array(select place from waiting))
  returning subject_id, source, month
)

insert into kpi.due_month (repository_id, family, month, source)
select distinct
  taken.subject_id,
  follows.family,
  case when follows.months_on is null then '-infinity' else (taken.month + make_interval(months => step))::date end as month,
  taken.source
from taken
join kpi.follows using (source)
cross join lateral generate_series(0, coalesce(follows.months_on, 0)) as step
order by subject_id, family, month, source
on conflict do nothing;
