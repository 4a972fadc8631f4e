-- One row an issue that is there now, without pull requests.
-- time: created_at
-- order: repository, repository_id, number, issue_id
create or replace view report.issues as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  issue.issue_id,
  issue.number,
  issue.title,
  issue.state,
  issue.state_reason,
  issue.label_names as labels,
  author.login as author,
  issue.author_association,
  array(
    select account.login
    from unnest(issue.assignee_ids) with ordinality as assignee (account_id, position)
    join github.account on account.account_id = assignee.account_id
    order by assignee.position
  ) as assignees,
  issue.milestone_title as milestone,
  issue.comments,
  issue.is_locked,
  issue.created_at,
  issue.updated_at,
  issue.closed_at,
  issue.author_id,
  author.is_bot,
  page.html_url || '/issues/' || issue.number as html_url
from github.issue
join github.repository_page as page on page.repository_id = issue.repository_id
join github.repository on repository.repository_id = issue.repository_id
left join github.account as author on author.account_id = issue.author_id
where not issue.is_pull_request and issue.deleted_at is null;
comment on view report.issues is 'Issues without pull requests and without bodies, to look behind a number; without those that are deleted, hidden or transferred.';
comment on column report.issues.labels is 'Labels that the issue has now.';
comment on column report.issues.author is 'Login; null: the account was deleted.';
comment on column report.issues.closed_at is 'Last close; null while open, also after a reopening.';
comment on column report.issues.assignees is 'Logins of those it is assigned to now.';
comment on column report.issues.comments is 'Comments on it, as GitHub counts them.';
