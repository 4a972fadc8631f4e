-- The repositories named `owner/name` in :repositories, upper and lower case alike; a name without a repository gives a null id.
select named.repository as name, repository.repository_id, repository.owner || '/' || repository.name as repository
from unnest(:repositories::text[]) with ordinality as named (repository, position)
left join github.repository
  on lower(repository.owner) = lower(split_part(named.repository, '/', 1))
  and lower(repository.name) = lower(split_part(named.repository, '/', 2))
order by named.position;
