-- What the loop of a repository is to keep and has never loaded, with what keeps it from that.
select resource.resource, resource.state, resource.reason
from sync.loop
join sync.resource on resource.subject_id = loop.subject_id and resource.resource = any (loop.resources)
where loop.kind = 'syncRepository' and loop.subject_kind = 'repository' and loop.subject_id = :repository_id::bigint
  and resource.complete_through is null
order by array_position(loop.resources, resource.resource);
