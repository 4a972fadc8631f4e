-- Which repositories of an owner are kept, and why others are not (null: kept), as two lists of equal length. A loop that runs under
-- another name of the repository's, or although it was removed or stopped, is left to whoever has it; who has started one under its
-- present name, of which nothing is known, its memo says. What differs is written.
with judged as (
  select * from unnest(:repository_ids::bigint[], :left_out::text[]) as given (repository_id, left_out)
),
live as (
  select judged.repository_id, bool_and(loop.workflow_id <> named.workflow_id) as is_elsewhere
  from judged
  join github.owner_repository as row on row.owner_id = :owner_id::bigint and row.repository_id = judged.repository_id
  cross join lateral (select 'sync/' || lower(:owner || '/' || row.name) as workflow_id) as named
  join sync.loop
    on loop.kind = 'syncRepository' and loop.state not in ('renamed', 'ended')
    and (loop.subject_id = judged.repository_id or (loop.subject_id is null and loop.workflow_id = named.workflow_id))
  group by judged.repository_id
)
insert into sync.owner_loop as known (owner_id, repository_id, left_out, state)
select :owner_id::bigint, judged.repository_id, judged.left_out, case when live.is_elsewhere then 'by_hand' else 'none' end
from judged
left join live using (repository_id)
order by judged.repository_id
on conflict (owner_id, repository_id) do update set
  left_out = excluded.left_out,
  state = case
    when known.state = 'none' then excluded.state
    when known.state in ('removed', 'stopped') and known.repository_id in (select repository_id from live) then 'by_hand'
    else known.state
  end,
  changed_at = clock_timestamp()
where known.left_out is distinct from excluded.left_out
  or (known.state = 'none' and excluded.state = 'by_hand')
  or (known.state in ('removed', 'stopped') and known.repository_id in (select repository_id from live));
