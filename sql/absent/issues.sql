-- Numbers of issues and pull requests whose ids a finished pass over the issues list did not show.
-- What came after the pass began need not be in it.
select issue.number::text as row_id
from github.issue
where issue.repository_id = :repository_id::bigint
  and issue.deleted_at is null
  and issue.created_at < :started_at::timestamptz
  and (:since::timestamptz is null or issue.updated_at >= :since::timestamptz)
  and not exists (
    select
    from sync.seen
    where seen.repository_id = :repository_id::bigint
      and seen.resource = 'issues'
      and seen.row_id = issue.issue_id::text
  )
order by issue.number;
