-- Stored rows that a list does not show: how many of how many, and the first, the middle and the last of them by the key that
-- asks for one. What came to be after the answer need not be in it.
select
  count(*)::int as stored,
  count(*) filter (where not is_shown)::int as missing,
  coalesce(
    percentile_disc(array[0, 0.5, 1]) within group (order by key) filter (where not is_shown), '{}'
  )::text[] as keys
from (
  select known.:"key" as key, known.:"id"::text = any (:ids::text[]) as is_shown
  from github.:"table" as known
  where known.:"subject" = :subject_id::bigint
    and known.:"gone_at" is null
    and coalesce(known.:"born_at" <= :answered_at::timestamptz, true)
) as row;
