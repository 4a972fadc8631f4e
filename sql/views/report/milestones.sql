-- One row a milestone, open, closed or deleted.
-- time: created_at
-- order: repository, repository_id, number, milestone_id
create or replace view report.milestones as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  milestone.milestone_id,
  milestone.number,
  milestone.title,
  milestone.description,
  milestone.state,
  creator.login as creator,
  milestone.open_issues,
  milestone.closed_issues,
  milestone.created_at,
  milestone.updated_at,
  milestone.due_on,
  milestone.closed_at,
  milestone.deleted_at
from github.milestone
join github.repository on repository.repository_id = milestone.repository_id
left join github.account as creator on creator.account_id = milestone.creator_id;
comment on view report.milestones is 'The milestones of a repository, open, closed and deleted.';
comment on column report.milestones.creator is 'Login; null: the account was deleted.';
comment on column report.milestones.open_issues is 'Open issues and pull requests in it, as GitHub counts them.';
comment on column report.milestones.closed_issues is 'Closed issues and pull requests in it, as GitHub counts them.';
comment on column report.milestones.due_on is 'The day that it is due, as the instant that GitHub makes of it.';
comment on column report.milestones.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
