-- People who contributed in the month, and had contributed before.
select contributor, login, array_agg(kind order by kind) as kinds, sum(contributions) as contributions
from report.contributions_monthly
where lower(repository) = lower(:repository)
  and month = :month::date
  and kind <> 'pull_requests_merged'
  and contributor not like 'null:%'
  and not is_bot
  and not is_new
group by contributor, login
order by contributions desc, contributor;
