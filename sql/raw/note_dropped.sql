-- Notes, for each subject with answers of the day, that its answers through the end of that day are gone. :resources and
-- :kinds: whose rows each resource holds.
insert into sync.raw_dropped as known (subject_kind, subject_id, dropped_through)
select distinct resource.kind, page.subject_id, (:day::date + 1)::timestamp at time zone 'utc'
from raw.page
join unnest(:resources::text[], :kinds::text[]) as resource (name, kind) on resource.name = page.resource
where page.stored_at >= :day::date::timestamp at time zone 'utc'
  and page.stored_at < (:day::date + 1)::timestamp at time zone 'utc'
on conflict (subject_kind, subject_id) do update set dropped_through = excluded.dropped_through
where known.dropped_through < excluded.dropped_through;
