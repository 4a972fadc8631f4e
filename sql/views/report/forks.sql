-- One row a fork, those that are gone too.
-- time: created_at
-- order: repository, repository_id, created_at, fork_id
create or replace view report.forks as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  fork.fork_id,
  fork.name as fork,
  fork_owner.login as fork_owner,
  fork.created_at,
  fork.pushed_at,
  fork.stars,
  fork.is_archived,
  fork.deleted_at
from github.fork
join github.repository on repository.repository_id = fork.repository_id
left join github.account as fork_owner on fork_owner.account_id = fork.owner_id;
comment on view report.forks is 'Repositories that were forked from this one, those that are gone too.';
comment on column report.forks.fork_id is 'The fork''s own repository id at GitHub.';
comment on column report.forks.fork is 'Its name as owner/name, when it was last read.';
comment on column report.forks.pushed_at is 'Last push into the fork, or the last one before it was made.';
comment on column report.forks.stars is 'Stars of the fork itself.';
comment on column report.forks.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.forks.fork_owner is 'Login of the fork''s owner; null: the account was deleted.';
comment on column report.forks.is_archived is 'Whether the fork is archived: nothing is pushed into it any more.';
