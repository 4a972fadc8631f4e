-- What a finished pass over the default branch did not show: SHAs of commits, those committed since :since where the pass
-- began there (GitHub's `since` of commits looks at the committer's date). :started_at is accepted and means nothing here.
select sha as row_id
from github.commit
where repository_id = :repository_id::bigint
  and deleted_at is null
  and (:since::timestamptz is null or committed_at >= :since::timestamptz)
  and (:started_at::timestamptz is null or true)
  and not exists (
    select
    from sync.seen
    where seen.repository_id = :repository_id::bigint and seen.resource = 'commits' and seen.row_id = commit.sha
  )
order by sha;
