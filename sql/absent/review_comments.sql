-- Comments on lines of pull requests that a finished pass over their list did not show.
-- What came after the pass began need not be in it.
select review_comment.review_comment_id::text as row_id
from github.review_comment
where review_comment.repository_id = :repository_id::bigint
  and review_comment.deleted_at is null
  and review_comment.created_at < :started_at::timestamptz
  and (:since::timestamptz is null or review_comment.updated_at >= :since::timestamptz)
  and not exists (
    select
    from sync.seen
    where seen.repository_id = :repository_id::bigint
      and seen.resource = 'review_comments'
      and seen.row_id = review_comment.review_comment_id::text
  )
order by review_comment.review_comment_id;
