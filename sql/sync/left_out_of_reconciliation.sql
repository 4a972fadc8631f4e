-- Repositories that a comparison of all leaves out, with the reason: every one of which something is stored, or that a loop is to
-- keep, and that sync/repositories_to_reconcile does not give.
with kept as (
  select loop.subject_id, coalesce(repository.owner, loop.owner) || '/' || coalesce(repository.name, loop.name) as repository, loop.state
  from sync.loop
  left join github.repository on repository.repository_id = loop.subject_id
  -- A loop that has handed its repository over keeps nothing.
  where loop.kind = 'syncRepository' and loop.subject_kind = 'repository' and loop.state <> 'renamed'
)
select repository, 'their loops are paused' as reason from kept where state = 'paused'
union all
select repository, 'nothing of them is loaded yet'
from kept
where state <> 'paused'
  and not exists (
    select
    from sync.resource
    where resource.subject_id = kept.subject_id and resource.resource = any (:resources::text[])
      and resource.complete_through is not null
  )
union all
select repository.owner || '/' || repository.name, 'no loop keeps them any more'
from github.repository
where not exists (select from kept where kept.subject_id = repository.repository_id)
order by reason, repository;
