-- Marks the stored comments on lines of a pull request that are gone.
-- GitHub's whole list of one number did not show them. An answer tells nothing of what came after it.
with gone as (
  update github.review_comment
  set deleted_at = :answered_at::timestamptz
  where review_comment.repository_id = :repository_id::bigint
    and review_comment.number = :item::bigint
    and review_comment.review_comment_id <> all (:seen::bigint[])
    and review_comment.deleted_at is null
    and review_comment.created_at <= :answered_at::timestamptz
  returning review_comment.review_comment_id
)
select count(*)::int as deleted from gone;
