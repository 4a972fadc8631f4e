-- People who made those commits, by how many they made: the first ones that together reach half of them are the factor.
select contributor, login, sum(contributions) as commits
from report.contributions_monthly
where lower(repository) = lower(:repository)
  and kind = 'commits'
  and contributor not like 'null:%'
  and not is_bot
  and month > :month::date - interval '12 months'
  and month <= :month::date
group by contributor, login
order by commits desc, contributor;
