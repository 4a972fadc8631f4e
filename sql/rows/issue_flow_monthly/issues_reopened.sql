-- Reopenings of issues in the month.
select event.number, event.created_at, event.actor, event.html_url
from report.issue_events as event
where lower(event.repository) = lower(:repository)
  and event.event = 'reopened'
  and event.created_at >= :begins::timestamptz
  and event.created_at < :ends::timestamptz
  and exists (
    select from report.issues where issues.repository_id = event.repository_id and issues.number = event.number
  )
order by event.created_at, event.event_id;
