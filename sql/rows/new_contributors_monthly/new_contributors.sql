-- People who contributed for the first time in the month, bots and people without an account among them.
select source, contributor, login, is_bot, first_contribution_at
from report.new_contributors
where lower(repository) = lower(:repository)
  and month = :month::date
order by source, first_contribution_at, contributor;
