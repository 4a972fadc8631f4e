-- The next 1,000 issues and pull requests of a repository that have events, after the number :after.
select distinct number
from github.issue_event
where repository_id = :repository_id::bigint and number > :after::bigint
order by number
limit 1000;
