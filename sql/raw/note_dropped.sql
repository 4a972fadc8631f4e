-- Notes, for each repository with answers of the day, that its answers through the end of that day are gone.
insert into sync.raw_dropped as known (repository_id, dropped_through)
select distinct page.repository_id, (:day::date + 1)::timestamp at time zone 'utc'
from raw.page
where page.stored_at >= :day::date::timestamp at time zone 'utc'
  and page.stored_at < (:day::date + 1)::timestamp at time zone 'utc'
on conflict (repository_id) do update set dropped_through = excluded.dropped_through
where known.dropped_through < excluded.dropped_through;
