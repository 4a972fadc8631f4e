-- Marks the stored comments of an issue or a pull request's conversation that are gone.
-- GitHub's whole list of one number did not show them. An answer tells nothing of what came after it.
with gone as (
  update github.comment
  set deleted_at = :answered_at::timestamptz
  where comment.repository_id = :repository_id::bigint
    and comment.number = :item::bigint
    and comment.comment_id <> all (:seen::bigint[])
    and comment.deleted_at is null
    and comment.created_at <= :answered_at::timestamptz
  returning comment.comment_id
)
select count(*)::int as deleted from gone;
