-- Stored rows of one number that its whole list did not show, by the key that asks for one of them.
select known.:"key"::text as row_id
from github.:"table" as known
where known.:"subject" = :subject_id::bigint
  and known.:"of" = :number::bigint
  and known.:"gone_at" is null
  and known.:"id" <> all (:seen::bigint[])
order by known.:"key";
