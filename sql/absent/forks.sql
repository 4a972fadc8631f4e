-- Forks that a finished pass over their list, newest first back to :since, did not show.
-- What came after the pass began needed not be shown by it.
select fork.fork_id::text as row_id
from github.fork
where fork.repository_id = :repository_id::bigint
  and fork.deleted_at is null
  and fork.created_at < :started_at::timestamptz
  and (:since::timestamptz is null or fork.created_at >= :since::timestamptz)
  and not exists (
    select
    from sync.seen
    where seen.repository_id = :repository_id::bigint
      and seen.resource = 'forks'
      and seen.row_id = fork.fork_id::text
  )
order by fork.fork_id;
