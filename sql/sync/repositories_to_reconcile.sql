-- Repositories that a loop keeps and of which a list is loaded, the one that was compared longest ago first.
select repository.owner || '/' || repository.name as repository
from sync.loop
join github.repository on repository.repository_id = loop.subject_id
join lateral (
  select max(resource.reconciled_at) as reconciled_at, bool_or(resource.complete_through is not null) as is_loaded
  from sync.resource
  where resource.subject_id = loop.subject_id and resource.resource = any (:resources::text[])
) as lists on lists.is_loaded
where loop.kind = 'syncRepository' and loop.subject_kind = 'repository' and loop.state <> 'paused'
order by lists.reconciled_at nulls first, loop.subject_id;
