-- Marks the stored reviews of a pull request that are gone.
-- GitHub's whole list of one number did not show them. An answer tells nothing of what came after it.
with gone as (
  update github.review
  set deleted_at = :answered_at::timestamptz
  where review.repository_id = :repository_id::bigint
    and review.number = :item::bigint
    and review.review_id <> all (:seen::bigint[])
    and review.deleted_at is null
    and coalesce(review.submitted_at <= :answered_at::timestamptz, true)
  returning review.review_id
)
select count(*)::int as deleted from gone;
