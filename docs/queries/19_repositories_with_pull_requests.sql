-- Which repositories had more than one event of a pull request?
select repository_id, max(repository) as repository, count(*)::int as pull_request_events
from report.events
where type = 'PullRequestEvent' and created_at > now() - interval '24 hours' and repository_id is not null
group by repository_id
having count(*) > 1
order by pull_request_events desc, repository_id;
