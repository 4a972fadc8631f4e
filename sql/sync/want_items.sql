-- Single things to ask for, one by one; one whose version was read already is not due.
insert into sync.item as known (subject_id, resource, item, wanted_version)
select :subject_id::bigint, :resource, item, version
from unnest(:items::text[], :versions::text[]) as wanted (item, version)
order by item
on conflict (subject_id, resource, item) do update set
  wanted_version = excluded.wanted_version
where known.wanted_version <> excluded.wanted_version;
