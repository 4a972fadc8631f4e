-- Rows that do not say on which issue or pull request they hang: each is asked for by itself, once.
insert into sync.item (subject_id, resource, item, wanted_version)
select :subject_id::bigint, :resource, 'parent/' || known.:"id", 'unknown'
from github.:"table" as known
where known.:"subject" = :subject_id::bigint and known.number is null and known.deleted_at is null
order by known.:"id"
on conflict (subject_id, resource, item) do nothing;
