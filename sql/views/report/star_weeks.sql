-- One row a repository and week, which begins on Sunday: stars that it gained.
-- time: week
-- order: repository, repository_id, week
create or replace view report.star_weeks as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  star_week.week,
  star_week.stars,
  star_week.stars_by_day
from github.star_week
join github.repository on repository.repository_id = star_week.repository_id;
comment on view report.star_weeks is 'Stars that a repository gained, by week, without those that were taken back since: past weeks may change. GitHub gives no names.';
comment on column report.star_weeks.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.star_weeks.owner is 'User or organisation that the repository belongs to now.';
comment on column report.star_weeks.name is 'Name of the repository now.';
comment on column report.star_weeks.repository is 'owner/name, as in inputs and flags.';
comment on column report.star_weeks.week is 'The Sunday (UTC) on which the week begins.';
comment on column report.star_weeks.stars is 'Stars given in that week that are still given.';
comment on column report.star_weeks.stars_by_day is 'The same by day, Sunday first; GitHub does not promise that its days begin at 00:00 UTC.';
