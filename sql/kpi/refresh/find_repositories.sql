-- The repositories named `owner/name` in :repositories, upper and lower case alike; a name without a repository gives a null id.
-- One that no loop has ever read may be known by its events.
select
  named.repository as name,
  coalesce(repository.repository_id, told.repository_id) as repository_id,
  coalesce(repository.owner || '/' || repository.name, told.name) as repository
from unnest(:repositories::text[]) with ordinality as named (repository, position)
left join github.repository
  on lower(repository.owner) = lower(split_part(named.repository, '/', 1))
  and lower(repository.name) = lower(split_part(named.repository, '/', 2))
left join lateral (
  select event_repository.repository_id, event_repository.name
  from github.event_repository
  where repository.repository_id is null and lower(event_repository.name) = lower(named.repository)
  order by event_repository.named_at desc, event_repository.repository_id
  limit 1
) as told on true
order by named.position;
