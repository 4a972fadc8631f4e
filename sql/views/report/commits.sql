-- One row a commit of the default branch, and of those that a rewritten branch has left.
-- time: authored_at
-- order: repository, repository_id, authored_at, sha
create or replace view report.commits as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  commit.sha,
  author.login as author,
  commit.author_email_sha256,
  commit.is_merge,
  commit.subject,
  commit.authored_at,
  commit.committed_at,
  commit.deleted_at as left_branch_at,
  commit.author_id,
  author.is_bot,
  page.html_url || '/commit/' || commit.sha as html_url
from github.commit
join github.repository_page as page on page.repository_id = commit.repository_id
join github.repository on repository.repository_id = commit.repository_id
left join github.account as author on author.account_id = commit.author_id;
comment on view report.commits is 'Commits of the default branch, and those that a rewritten branch has left.';
comment on column report.commits.author is 'Login of the account that the address belongs to; null: to none.';
comment on column report.commits.author_email_sha256 is 'SHA-256 of the address in lower case, hexadecimal, where it belongs to no account: it tells such people apart and names nobody.';
comment on column report.commits.is_merge is 'More than one parent.';
comment on column report.commits.subject is 'First line of the message.';
comment on column report.commits.authored_at is 'When the change was written, by the author''s clock.';
comment on column report.commits.committed_at is 'When the commit was made, by the committer''s clock; a rebase moves it.';
comment on column report.commits.left_branch_at is 'When a rewritten branch was found without it; null: it is on the branch.';
comment on column report.commits.author_id is 'GitHub''s id of that account; null: the address belongs to none.';
comment on column report.commits.is_bot is 'Whether that account is a bot; null: the address belongs to none.';
