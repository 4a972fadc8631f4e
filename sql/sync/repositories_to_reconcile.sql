-- Repositories that a loop keeps and that are loaded, the one that was compared longest ago first.
select repository.owner || '/' || repository.name as repository
from sync.loop
join github.repository using (repository_id)
join sync.resource on resource.repository_id = loop.repository_id and resource.resource = 'issues'
where resource.complete_through is not null and loop.state <> 'paused'
order by resource.reconciled_at nulls first, loop.repository_id;
