-- Marks a comment that GitHub does not show any more.
with gone as (
  update github.comment
  set deleted_at = :answered_at::timestamptz
  where comment.repository_id = :repository_id::bigint
    and comment.comment_id = :row_id::bigint
    and comment.deleted_at is null
  returning comment.comment_id
)
select count(*)::int as deleted from gone;
