-- Stored rows of an issue or a pull request that GitHub's list of that number does not show, as doubt/missing_rows.
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
    and known.:"of" = :number::bigint
    and known.:"gone_at" is null
    and coalesce(known.:"born_at" <= :answered_at::timestamptz, true)
) as row;
