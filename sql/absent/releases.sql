-- Releases that a finished pass over their list did not show; :started_at and :since are accepted and mean nothing here, as
-- the created_at of a release is the date of its commit.
select release.release_id::text as row_id
from github.release
where release.repository_id = :repository_id::bigint
  and release.deleted_at is null
  and (:started_at::timestamptz is null or true)
  and (:since::timestamptz is null or true)
  and not exists (
    select
    from sync.seen
    where seen.repository_id = :repository_id::bigint
      and seen.resource = 'releases'
      and seen.row_id = release.release_id::text
  )
order by release.release_id;
