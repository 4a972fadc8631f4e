-- The loop that keeps a repository, and the repository as it is called now; no row: no loop does.
select
  loop.state,
  loop.reason,
  loop.every,
  loop.resources,
  loop.subject_id::text as repository_id,
  repository.owner || '/' || repository.name as repository,
  to_char(repository.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created_at
from sync.loop
left join github.repository on loop.subject_kind = 'repository' and repository.repository_id = loop.subject_id
where loop.workflow_id = :workflow_id;
