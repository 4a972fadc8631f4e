-- Pull requests that have changed since their reviews were read.
select 'pull/' || number as item, 'updated ' || updated_at as version
from github.pull_request
where repository_id = :repository_id::bigint and deleted_at is null;
