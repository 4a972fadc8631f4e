-- One row a repository, UTC month and source of contributions: how many people came for the first time.
-- time: month
-- order: repository, repository_id, month, source
create or replace view report.new_contributors_monthly as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  kpi.month,
  kpi.source,
  kpi.new_contributors,
  kpi.new_bots,
  kpi.new_without_account,
  kpi.definition_version,
  kpi.computed_at,
  source.complete_through as data_complete_through,
  -- A week counts in the month of its Sunday: the month is over when the last week that began in it is.
  coalesce(source.computed @> tsrange(kpi.month, month_end.day + (7 - extract(dow from month_end.day)::int) % 7), false) as is_complete
from kpi.new_contributors_monthly as kpi
cross join lateral (select (kpi.month + interval '1 month')::date as day) as month_end
join github.repository on repository.repository_id = kpi.repository_id
left join kpi.family_completeness as source
  on source.repository_id = kpi.repository_id
  and source.family = 'contributors'
  and source.resource = 'contributor_stats'
  and kpi.source = 'stats';
comment on view report.new_contributors_monthly is 'People who contributed for the first time, by repository, UTC month and source; a month without any has no row. Source stats: GitHub''s contributor statistics, which list the 100 most active contributors at most, without merge commits.';
comment on column report.new_contributors_monthly.month is 'First day of the UTC month. Source stats: of the Sunday on which the first week with a commit begins, so up to six days of newcomers fall into the month before.';
comment on column report.new_contributors_monthly.source is 'What counts as the first contribution; stats: the first week with a commit in the contributor statistics.';
comment on column report.new_contributors_monthly.new_contributors is 'All of them, bots and entries without an account included.';
comment on column report.new_contributors_monthly.new_bots is 'Bots among them.';
comment on column report.new_contributors_monthly.new_without_account is 'Entries without a GitHub account among them; each counts as one person.';
comment on column report.new_contributors_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.new_contributors_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.new_contributors_monthly.data_complete_through is 'GitHub''s data is proven complete up to here; null: not yet.';
comment on column report.new_contributors_monthly.is_complete is 'The last week that began in the month was over when the data was proven complete, the statistics were not cut off at 100 contributors, no gap is open and nothing waits to be computed.';
