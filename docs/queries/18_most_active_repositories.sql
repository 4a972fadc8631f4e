-- Which repositories are most active?
select repository_id, max(repository) as repository, count(*)::int as events
from report.events
where created_at > now() - interval '24 hours' and repository_id is not null
group by repository_id
order by events desc, repository_id
limit 10;
