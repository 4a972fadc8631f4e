-- Marks a comment on lines of a pull request that GitHub does not show any more.
with gone as (
  update github.review_comment
  set deleted_at = :answered_at::timestamptz
  where review_comment.repository_id = :repository_id::bigint
    and review_comment.review_comment_id = :row_id::bigint
    and review_comment.deleted_at is null
  returning review_comment.review_comment_id
)
select count(*)::int as deleted from gone;
