-- Issues and pull requests that have changed since an instant: what a list of their events was cut off from.
select 'changed/' || number as item
from github.issue
where repository_id = :repository_id::bigint and deleted_at is null and updated_at >= :since::timestamptz;
