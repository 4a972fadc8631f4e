-- Mean seconds between events of one repository by type, and by type and action, as they stood at :as_of.
select measure, type, action, events, mean_seconds_between, window_from
from report.event_intervals_at(array[:repository_id::bigint], :as_of::timestamptz)
order by type, measure, action;
