-- One row a repository of which anything is stored, as GitHub last described it.
-- order: repository, repository_id
create or replace view report.repositories as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  repository.description,
  repository.is_private,
  repository.is_fork,
  repository.is_archived,
  repository.default_branch,
  repository.stars,
  repository.forks,
  repository.open_issues,
  repository.created_at,
  repository.pushed_at,
  repository.answered_at,
  page.html_url
from github.repository
join github.repository_page as page on page.repository_id = repository.repository_id;
comment on view report.repositories is 'Every repository of which something is stored, whether a loop keeps it now or not.';
comment on column report.repositories.is_private is 'Whether only some accounts see it.';
comment on column report.repositories.is_fork is 'Whether it is a fork.';
comment on column report.repositories.is_archived is 'Whether it is read only.';
comment on column report.repositories.default_branch is 'Name of the branch that it shows; null: not told.';
comment on column report.repositories.stars is 'Accounts that have starred it; null: not told.';
comment on column report.repositories.forks is 'Forks of it; null: not told.';
comment on column report.repositories.open_issues is 'Open issues and pull requests, as GitHub counts them; null: not told.';
comment on column report.repositories.pushed_at is 'When commits were last pushed; null: not told.';
comment on column report.repositories.answered_at is 'By GitHub''s clock: when it said so.';
