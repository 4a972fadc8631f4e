-- One row a repository and UTC day: stars, forks, subscribers, open issues, size.
-- time: day
-- order: repository, repository_id, day
create or replace view report.repository_daily as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  stored.day + passed.days as day,
  stored.stars,
  stored.forks,
  stored.subscribers,
  stored.open_issues,
  stored.size_kib as size
from github.repository_daily as stored
join github.repository on repository.repository_id = stored.repository_id
left join sync.resource on resource.subject_id = stored.repository_id and resource.resource = 'repository'
cross join lateral (
  select min(later.day) as day
  from github.repository_daily as later
  where later.repository_id = stored.repository_id and later.day > stored.day
) as following
-- The last row holds up to the last day on which GitHub said that nothing else had changed.
cross join lateral (
  select coalesce(following.day - 1, greatest(stored.day, (resource.complete_through at time zone 'utc')::date)) as day
) as until
cross join lateral generate_series(0, until.day - stored.day) as passed (days);
comment on view report.repository_daily is 'What GitHub counted of a repository, one row a UTC day from the first day that was stored to the last on which it answered. A day without an answer of its own, or with one that said that nothing had changed, has the numbers of the day before.';
comment on column report.repository_daily.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.repository_daily.owner is 'User or organisation that the repository belongs to now.';
comment on column report.repository_daily.name is 'Name of the repository now.';
comment on column report.repository_daily.repository is 'owner/name, as in inputs and flags.';
comment on column report.repository_daily.day is 'UTC day; the numbers are those of its last answer.';
comment on column report.repository_daily.subscribers is 'People who watch the repository.';
comment on column report.repository_daily.open_issues is 'Open issues and pull requests, as GitHub counts them.';
comment on column report.repository_daily.size is 'KiB, as GitHub measures the repository on its disks.';
comment on column report.repository_daily.stars is 'Stars that are given.';
comment on column report.repository_daily.forks is 'Forks, those of forks included, as GitHub counts them.';
