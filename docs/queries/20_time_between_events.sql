-- How long is it from one event to the next, by type and repository?
-- Over the last 7 days or 500 events of a repository, whichever is less; null where there was one event.
-- These means cannot be averaged either: weigh each by events - 1.
select repository, type, events, mean_seconds_between
from report.event_intervals
where measure = 'type'
order by repository, type;
