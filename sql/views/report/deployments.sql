-- One row a deployment, a deleted one too.
-- time: created_at
-- order: repository, repository_id, created_at, deployment_id
create or replace view report.deployments as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  deployment.deployment_id,
  deployment.environment,
  deployment.is_production,
  deployment.is_transient,
  deployment.ref,
  deployment.sha,
  deployment.task,
  deployment.description,
  creator.login as creator,
  deployment.created_at,
  deployment.deleted_at
from github.deployment
join github.repository on repository.repository_id = deployment.repository_id
left join github.account as creator on creator.account_id = deployment.creator_id;
comment on view report.deployments is 'What was deployed where and when, deployments that were deleted too. Whether it succeeded is told by statuses, which are not kept.';
comment on column report.deployments.deployment_id is 'GitHub''s id of the deployment.';
comment on column report.deployments.environment is 'Where it was deployed to, as whoever deployed has named it.';
comment on column report.deployments.is_production is 'The environment is one that end users see, as whoever deployed has told GitHub.';
comment on column report.deployments.is_transient is 'The environment goes again, as that of a preview does.';
comment on column report.deployments.ref is 'Branch, tag or commit that was asked for.';
comment on column report.deployments.sha is 'The commit that was deployed.';
comment on column report.deployments.task is 'What was to be done; GitHub''s default is deploy.';
comment on column report.deployments.description is 'A few words of whoever deployed; null: none.';
comment on column report.deployments.creator is 'Login; null: the account was deleted.';
comment on column report.deployments.created_at is 'When the deployment was ordered.';
comment on column report.deployments.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
