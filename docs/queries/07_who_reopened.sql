-- What was reopened, and by whom?
select event.number, issue.title, event.actor as reopened_by, event.created_at as reopened_at, event.html_url
from report.issue_events as event
join report.issues as issue using (repository_id, number)
where event.repository = 'demo/widgets' and event.event = 'reopened'
order by event.created_at desc, event.event_id
limit 20;
