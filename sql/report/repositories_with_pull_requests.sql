-- The repositories with more than one PullRequestEvent in the :offset_minutes before :as_of, of whatever action, and with how many of
-- them pull requests were opened.
select
  repository_id,
  max(repository) as repository,
  count(*)::int as pull_request_events,
  (count(*) filter (where action = 'opened'))::int as pull_requests_opened
from report.events
where created_at >= :as_of::timestamptz - make_interval(mins => :offset_minutes::int)
  and created_at <= :as_of::timestamptz
  and type = 'PullRequestEvent'
  and repository_id is not null
group by repository_id
having count(*) > 1
order by pull_request_events desc, repository_id;
