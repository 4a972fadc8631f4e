-- Bots that contributed for the first time in the month.
select source, contributor, login, first_contribution_at
from report.new_contributors
where lower(repository) = lower(:repository)
  and month = :month::date
  and is_bot
order by source, first_contribution_at, contributor;
