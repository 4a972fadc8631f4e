-- Mean seconds between events by type, and by type and action, of one repository (owner/name), or of all (null), as they stood at :as_of.
with known as materialized (
  select repository_id, max(repository) as repository
  from report.events
  -- A repository without an event in the window has no row.
  where created_at > :as_of::timestamptz - interval '168 hours'
    and created_at <= :as_of::timestamptz
    and repository_id is not null
    and (:repository::text is null or lower(repository) = lower(:repository::text))
  group by repository_id
)
select
  known.repository_id,
  known.repository,
  interval.measure,
  interval.type,
  interval.action,
  interval.events,
  interval.mean_seconds_between,
  interval.window_from,
  :as_of::timestamptz as window_to
from report.event_intervals_at(array(select repository_id from known), :as_of::timestamptz) as interval
join known on known.repository_id = interval.repository_id
order by known.repository, known.repository_id, interval.type, interval.measure, interval.action;
