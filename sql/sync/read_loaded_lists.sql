-- The lists of a repository (owner/name, whoever has that name now) that were loaded, and how much is stored of each.
select
  repository.repository_id::text as repository_id,
  repository.owner || '/' || repository.name as repository,
  resource.resource,
  to_char(resource.complete_from at time zone 'utc', 'YYYY-MM-DD') as complete_from,
  resource.rows_stored,
  loop.every,
  to_char(repository.pushed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as pushed_at
from sync.resource
join github.repository on repository.repository_id = resource.subject_id
left join sync.loop
  on loop.kind = 'syncRepository' and loop.subject_kind = 'repository' and loop.subject_id = resource.subject_id
where resource.resource = any (:resources::text[])
  and lower(repository.owner || '/' || repository.name) = lower(:repository)
  and resource.complete_through is not null
  and repository.repository_id = (
    -- The name of a deleted repository may have been taken by another one: the newest answer tells.
    select named.repository_id
    from github.repository as named
    where lower(named.owner || '/' || named.name) = lower(:repository)
    order by named.answered_at desc
    limit 1
  )
order by array_position(:resources::text[], resource.resource);
