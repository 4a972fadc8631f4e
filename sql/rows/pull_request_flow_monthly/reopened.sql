-- Reopenings of pull requests in the month.
select event.number, event.created_at, event.actor, event.html_url
from report.issue_events as event
where lower(event.repository) = lower(:repository)
  and event.event = 'reopened'
  and event.created_at >= :begins::timestamptz
  and event.created_at < :ends::timestamptz
  and exists (
    select
    from report.pull_requests
    where pull_requests.repository_id = event.repository_id and pull_requests.number = event.number
  )
order by event.created_at, event.event_id;
