-- Which repositories of an owner are kept, and why others are not (null: kept), as two lists of equal length. A loop that runs although
-- the owner's loop has not started it is a person's. What differs is written.
with judged as (
  select * from unnest(:repository_ids::bigint[], :left_out::text[]) as given (repository_id, left_out)
),
live as (
  select distinct judged.repository_id
  from judged
  join github.owner_repository as row on row.owner_id = :owner_id::bigint and row.repository_id = judged.repository_id
  join sync.loop
    on loop.kind = 'syncRepository' and loop.state not in ('renamed', 'ended')
    and (
      loop.subject_id = judged.repository_id
      or (loop.subject_id is null and loop.workflow_id = 'sync/' || lower(:owner || '/' || row.name))
    )
)
insert into sync.owner_loop as known (owner_id, repository_id, left_out, state)
select
  :owner_id::bigint, judged.repository_id, judged.left_out, case when live.repository_id is null then 'none' else 'by_hand' end
from judged
left join live using (repository_id)
order by judged.repository_id
on conflict (owner_id, repository_id) do update set
  left_out = excluded.left_out,
  state = case
    when known.state in ('none', 'removed', 'stopped') and excluded.state = 'by_hand' then 'by_hand' else known.state
  end,
  changed_at = clock_timestamp()
where known.left_out is distinct from excluded.left_out
  or (known.state in ('none', 'removed', 'stopped') and excluded.state = 'by_hand');
