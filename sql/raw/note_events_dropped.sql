-- Events up to the beginning of the day :through are gone, and so are the repositories and the gaps that nothing tells of any more.
with forgotten as (
  delete from github.event_repository where named_at < :through::date::timestamp at time zone 'utc'
),
closed as (
  delete from sync.gap
  where resource in ('events', 'owner_events', 'public_events') and until < :through::date::timestamp at time zone 'utc'
),
undated as (
  delete from github.event_undated where first_seen_at < :through::date::timestamp at time zone 'utc'
)
insert into sync.events_dropped as known (dropped_through)
values (:through::date::timestamp at time zone 'utc')
on conflict (is_only) do update set dropped_through = greatest(known.dropped_through, excluded.dropped_through);
