-- Numbers of pull requests whose ids a finished pass over their list did not show.
-- What came after the pass began need not be in it.
select pull_request.number::text as row_id
from github.pull_request
where pull_request.repository_id = :repository_id::bigint
  and pull_request.deleted_at is null
  and pull_request.created_at < :started_at::timestamptz
  and (:since::timestamptz is null or pull_request.updated_at >= :since::timestamptz)
  and not exists (
    select
    from sync.seen
    where seen.repository_id = :repository_id::bigint
      and seen.resource = 'pull_requests'
      and seen.row_id = pull_request.pull_request_id::text
  )
order by pull_request.number;
