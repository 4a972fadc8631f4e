-- Those of :numbers that are pull requests, as far as the list of issues has told.
select number::text as number
from github.issue
where repository_id = :repository_id::bigint and number = any (:numbers::bigint[]) and is_pull_request and deleted_at is null;
