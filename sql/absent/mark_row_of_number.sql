-- Marks a row of one number that GitHub does not show there any more, unless it is marked already.
with gone as (
  update github.:"table" as known set :"gone_at" = :answered_at::timestamptz
  where known.:"subject" = :subject_id::bigint
    and known.:"of" = :number::bigint
    and known.:"key" = :row_id::bigint
    and known.:"gone_at" is null
  returning 1
)
select count(*)::int as deleted from gone;
