-- Rows of a typed table that a finished pass over their list did not show, by the key that asks for one of them. What came to be
-- after the pass began need not be in it, and a pass back to :since tells of what moved since then alone.
-- A table without such a time names the one of being gone for it: that is null for every row that is asked about, and bounds nothing.
select known.:"key"::text as row_id
from github.:"table" as known
where known.:"subject" = :subject_id::bigint
  and known.:"gone_at" is null
  and coalesce(known.:"born_at" < :started_at::timestamptz, true)
  and (:since::timestamptz is null or coalesce(known.:"moved_at" >= :since::timestamptz, true))
  and not exists (
    select
    from sync.seen
    where seen.subject_id = :subject_id::bigint
      and seen.resource = :resource
      and seen.row_id = known.:"id"::text
  )
order by known.:"key";
