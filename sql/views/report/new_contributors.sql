-- One row a repository, source and person who contributed for the first time.
-- time: month
-- order: repository, repository_id, source, first_contribution_at, contributor
create or replace view report.new_contributors as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  kpi.source,
  kpi.contributor,
  coalesce(kpi.login, account.login) as login,
  kpi.account_id,
  kpi.first_contribution_at,
  kpi.month,
  kpi.is_bot,
  kpi.total_commits_first_week,
  kpi.definition_version,
  kpi.computed_at,
  source.complete_through as data_complete_through,
  coalesce(source.computed @> tsrange(counted.begins, counted.ends), false) as is_complete,
  case when kpi.source in ('stats', 'commits') then by_date.first_contribution_at end as first_commit_at
from kpi.new_contributors as kpi
cross join lateral (select (kpi.month + interval '1 month')::date as day) as month_end
-- A week counts in the month of its Sunday: the month is over when the last week that began in it is. The statistics are one
-- answer; of a list, everything before must be here, too, to tell who is new.
cross join lateral (
  select
    case when kpi.source = 'stats' then kpi.month::timestamp end as begins,
    case
      when kpi.source = 'stats' then month_end.day + (7 - extract(dow from month_end.day)::int) % 7
      else month_end.day
    end::timestamp as ends
) as counted
join github.repository on repository.repository_id = kpi.repository_id
left join github.account on account.account_id = kpi.account_id and kpi.source <> 'stats'
left join kpi.new_contributors as by_date
  on by_date.repository_id = kpi.repository_id and by_date.source = 'commits' and by_date.contributor = kpi.contributor
left join kpi.family_completeness as source
  on source.repository_id = kpi.repository_id
  and source.family = case when kpi.source = 'stats' then 'contributors' else 'contributions' end
  and source.resource = case kpi.source
    when 'stats' then 'contributor_stats'
    when 'commits' then 'commits'
    else 'pull_requests'
  end
where kpi.source <> 'any';
comment on view report.new_contributors is 'Who is behind report.new_contributors_monthly: one row a repository, source and contributor.';
comment on column report.new_contributors.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.new_contributors.owner is 'User or organisation that the repository belongs to now.';
comment on column report.new_contributors.name is 'Name of the repository now.';
comment on column report.new_contributors.repository is 'owner/name, as in inputs and flags.';
comment on column report.new_contributors.source is 'What counts as the first contribution, as in report.new_contributors_monthly.';
comment on column report.new_contributors.contributor is 'account:{id}. Without an account: email:{SHA-256 of a commit''s address}, one person; null:{n} for the nth entry of the statistics, null:{id} for a commit without an address or a pull request of a deleted account, never merged.';
comment on column report.new_contributors.login is 'Source stats: at the time of the statistics; else as the account is named now. Null without an account.';
comment on column report.new_contributors.account_id is 'Null without an account, and for one that was deleted.';
comment on column report.new_contributors.first_contribution_at is 'Source stats: 00:00 UTC of the Sunday on which the first week with a commit begins; the commit may be up to seven days later. commits: the author date of the first non-merge commit on the default branch. pull_requests_opened, pull_requests_merged: when the first pull request was opened, or merged.';
comment on column report.new_contributors.month is 'First day of the UTC month of first_contribution_at.';
comment on column report.new_contributors.is_bot is 'By GitHub''s account type and kpi.bot_rule.';
comment on column report.new_contributors.total_commits_first_week is 'Commits of that first week (stats).';
comment on column report.new_contributors.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.new_contributors.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.new_contributors.data_complete_through is 'GitHub''s data is proven complete up to here; null: not yet.';
comment on column report.new_contributors.is_complete is 'Whether the list of this month is complete, as in report.new_contributors_monthly.';
comment on column report.new_contributors.first_commit_at is 'Sources stats and commits: the exact author date of the first non-merge commit on the default branch, where the commits are here; beside a week it tells the month that the week hides.';
