-- Marks the stored rows of an issue or a pull request that GitHub's whole list of that number did not show. An answer tells
-- nothing of what came after it; a row without a time (a review that is not submitted) is older than any answer.
with gone as (
  update github.:"table" as known set :"gone_at" = :answered_at::timestamptz
  where known.:"subject" = :subject_id::bigint
    and known.:"of" = :number::bigint
    and known.:"id" <> all (:seen::bigint[])
    and known.:"gone_at" is null
    and coalesce(known.:"born_at" <= :answered_at::timestamptz, true)
  returning 1
)
select count(*)::int as deleted from gone;
