-- Numbers of which rows are stored that an answer did not show.
select distinct known.:"of"::text as number
from github.:"table" as known
where known.:"subject" = :subject_id::bigint
  and known.:"of" = any (:numbers::bigint[])
  and known.:"gone_at" is null
  and known.:"id" <> all (:seen::bigint[]);
