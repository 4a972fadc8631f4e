-- Events of feeds by UTC hour and type, of :repository_ids and :months, two lists of equal length, as of the end of the day :as_of.
--   events  of that type, of whatever action, whose time lies in the hour (half-open); each id counts once, whichever feeds show it.
-- Events without a type or a time are not counted. An hour without an event of a type has no row.
-- Hours whose events were dropped because they are old stay as they were counted.
with wanted as materialized (
  select given.repository_id, given.month, bounds.since, bounds.until
  from unnest(:repository_ids::bigint[], :months::date[]) as given (repository_id, month)
  cross join lateral (
    select
      greatest(
        given.month::timestamp at time zone 'utc', (select max(dropped_through) from sync.events_dropped)
      ) as since,
      least(given.month::timestamp + interval '1 month', (:as_of::date + 1)::timestamp) at time zone 'utc' as until
  ) as bounds
),

counted as materialized (
  select
    wanted.repository_id,
    wanted.month,
    date_trunc('hour', event.created_at, 'UTC') as hour,
    event.type,
    count(*)::int as events
  from wanted
  join github.event
    on event.repository_id = wanted.repository_id
    and event.created_at >= wanted.since
    and event.created_at < wanted.until
  where event.type is not null
  group by wanted.repository_id, wanted.month, date_trunc('hour', event.created_at, 'UTC'), event.type
),

deleted as (
  delete from kpi.event_counts_hourly as stored
  using wanted
  where stored.repository_id = wanted.repository_id
    and stored.hour >= wanted.since
    and stored.hour < (wanted.month + interval '1 month') at time zone 'utc'
    and not exists (
      select
      from counted
      where (counted.repository_id, counted.hour, counted.type) = (stored.repository_id, stored.hour, stored.type)
    )
  returning 1
),

written as (
  insert into kpi.event_counts_hourly (repository_id, month, hour, type, events, definition_version, computed_at)
  select counted.*, :definition_version::int, :computed_at::timestamptz
  from counted
  where not exists (
    select
    from kpi.event_counts_hourly as stored
    where (stored.repository_id, stored.hour, stored.type) = (counted.repository_id, counted.hour, counted.type)
      and (stored.events, stored.definition_version) = (counted.events, :definition_version::int)
  )
  order by counted.repository_id, counted.hour, counted.type
  on conflict (repository_id, hour, type) do update set
    events = excluded.events,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
