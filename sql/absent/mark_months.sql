-- Marks the months in which a row counted that GitHub does not show any more.
insert into sync.mark (subject_id, source, month)
select :subject_id::bigint, :resource, date_trunc('month', known.:"counted_at" at time zone 'utc')::date
from github.:"table" as known
where known.:"subject" = :subject_id::bigint
  and known.:"key" = :row_id::bigint
  and known.:"counted_at" is not null
on conflict do nothing;
