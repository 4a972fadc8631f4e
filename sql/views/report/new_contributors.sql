-- One row a repository, source and person who contributed for the first time.
-- time: month
-- order: repository, repository_id, source, first_contribution_at, contributor
create or replace view report.new_contributors as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  kpi.source,
  kpi.contributor,
  kpi.login,
  kpi.account_id,
  kpi.first_contribution_at,
  kpi.month,
  kpi.is_bot,
  kpi.total_commits_first_week,
  kpi.definition_version,
  kpi.computed_at,
  source.complete_through as data_complete_through,
  coalesce(source.computed @> tsrange(kpi.month, month_end.day + (7 - extract(dow from month_end.day)::int) % 7), false) as is_complete
from kpi.new_contributors as kpi
cross join lateral (select (kpi.month + interval '1 month')::date as day) as month_end
join github.repository on repository.repository_id = kpi.repository_id
left join kpi.family_completeness as source
  on source.repository_id = kpi.repository_id
  and source.family = 'contributors'
  and source.resource = 'contributor_stats'
  and kpi.source = 'stats';
comment on view report.new_contributors is 'Who is behind report.new_contributors_monthly: one row a repository, source and contributor.';
comment on column report.new_contributors.contributor is 'account:{id}, or null:{n} for the nth entry without an account; such entries are never merged.';
comment on column report.new_contributors.login is 'Login at the time of the statistics; null without an account.';
comment on column report.new_contributors.first_contribution_at is 'Source stats: 00:00 UTC of the Sunday on which the first week with a commit begins; the commit may be up to seven days later.';
comment on column report.new_contributors.month is 'First day of the UTC month of first_contribution_at.';
comment on column report.new_contributors.total_commits_first_week is 'Commits of that first week (stats).';
comment on column report.new_contributors.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.new_contributors.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.new_contributors.data_complete_through is 'GitHub''s data is proven complete up to here; null: not yet.';
comment on column report.new_contributors.is_complete is 'Whether the list of this month is complete, as in report.new_contributors_monthly.';
