-- Pull requests that the issue list knows and the list of pull requests did not show, or not in this state: rows that
-- moved between its pages. Each is asked for by its number, once for each state. Those from before the beginning of what is kept of the
-- list are not missing: a backfill of issues brings them first.
select 'row/' || issue.number as item, 'updated ' || issue.updated_at as version
from github.issue
left join github.pull_request as pull
  on pull.repository_id = issue.repository_id and pull.number = issue.number and pull.deleted_at is null
left join sync.resource as list on list.subject_id = issue.repository_id and list.resource = 'pull_requests'
where issue.repository_id = :repository_id::bigint
  and issue.is_pull_request
  and issue.deleted_at is null
  and (pull.number is null or pull.updated_at < issue.updated_at)
  and (list.complete_from is null or issue.updated_at >= list.complete_from);
