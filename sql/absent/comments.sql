-- Comments of issues and of pull requests' conversations that a finished pass over their list did not show.
-- What came after the pass began need not be in it.
select comment.comment_id::text as row_id
from github.comment
where comment.repository_id = :repository_id::bigint
  and comment.deleted_at is null
  and comment.created_at < :started_at::timestamptz
  and (:since::timestamptz is null or comment.updated_at >= :since::timestamptz)
  and not exists (
    select
    from sync.seen
    where seen.repository_id = :repository_id::bigint
      and seen.resource = 'comments'
      and seen.row_id = comment.comment_id::text
  )
order by comment.comment_id;
