-- People without an account who contributed for the first time in the month.
select source, contributor, first_contribution_at
from report.new_contributors
where lower(repository) = lower(:repository)
  and month = :month::date
  and account_id is null
order by source, first_contribution_at, contributor;
