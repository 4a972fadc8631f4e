-- What is known of the repository that a loop keeps.
select
  loop.subject_id::text as repository_id,
  repository.owner || '/' || repository.name as repository,
  to_char(repository.pushed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as pushed_at
from sync.loop as loop
left join github.repository as repository
  on loop.subject_kind = 'repository' and repository.repository_id = loop.subject_id
where loop.workflow_id = :workflow_id;
