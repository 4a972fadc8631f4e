-- One row a repository, UTC month, contributor and kind of contribution: the people behind report.contributors_monthly.
-- time: month
-- order: repository, repository_id, month, contributor, kind
-- family: contributions
-- definition: kpi/contributions_monthly
create or replace view report.contributions_monthly as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  kpi.month,
  kpi.contributor,
  account.login,
  kpi.account_id,
  known.is_bot,
  kpi.kind,
  kpi.contributions,
  kpi.first_at,
  known.month = kpi.month as is_new,
  kpi.definition_version,
  kpi.computed_at
from kpi.contributions_monthly as kpi
join github.repository on repository.repository_id = kpi.repository_id
left join github.account on account.account_id = kpi.account_id
left join kpi.new_contributors as known
  on known.repository_id = kpi.repository_id and known.source = 'any' and known.contributor = kpi.contributor;
comment on view report.contributions_monthly is 'Who contributed what, by repository and UTC month. report.contributors_monthly counts them without pull_requests_merged and without those whom nobody knows; how complete a month is stands there.';
comment on column report.contributions_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.contributions_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.contributions_monthly.name is 'Name of the repository now.';
comment on column report.contributions_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.contributions_monthly.month is 'First day of the UTC month.';
comment on column report.contributions_monthly.contributor is 'account:{id}; email:{SHA-256} of a commit''s address that belongs to no account; null:{id of the item} where nobody knows who it was.';
comment on column report.contributions_monthly.login is 'As the account is named now; null without one.';
comment on column report.contributions_monthly.account_id is 'Null without an account, and for a deleted one.';
comment on column report.contributions_monthly.is_bot is 'By GitHub''s account type and kpi.bot_rule; null where nobody knows who it was.';
comment on column report.contributions_monthly.kind is 'commits (non-merge, on the default branch), issues_opened, pull_requests_opened, pull_requests_merged (of the author), reviews, comments, review_comments.';
comment on column report.contributions_monthly.contributions is 'How many of that kind in the month.';
comment on column report.contributions_monthly.first_at is 'The first of them in the month; of commits by the author''s clock.';
comment on column report.contributions_monthly.is_new is 'Whether the contributor had never contributed before that month, in any way but a merge; null where nobody knows who it was.';
comment on column report.contributions_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.contributions_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
