-- Pull requests that have changed since their reviews were read, or were last wanted.
select pull.item, pull.version
from (
  select 'pull/' || number as item, 'updated ' || updated_at as version
  from github.pull_request
  where repository_id = :repository_id::bigint and deleted_at is null
) as pull
left join sync.item as known
  on known.subject_id = :repository_id::bigint and known.resource = 'reviews' and known.item = pull.item
where known.wanted_version is distinct from pull.version;
