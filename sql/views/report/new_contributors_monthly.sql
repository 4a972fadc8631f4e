-- One row a repository, UTC month and source of contributions: how many people came for the first time.
-- time: month
-- order: repository, repository_id, month, source
-- family: contributors, contributions
-- definition: kpi/new_contributors_monthly, kpi/new_contributors, kpi/first_contributions
create or replace view report.new_contributors_monthly as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  kpi.month,
  kpi.source,
  case when kpi.new_contributors > 0 or reached.is_reached then kpi.new_contributors end as new_contributors,
  case when kpi.new_contributors > 0 or reached.is_reached then kpi.new_bots end as new_bots,
  case when kpi.new_contributors > 0 or reached.is_reached then kpi.new_without_account end as new_without_account,
  kpi.definition_version,
  kpi.computed_at,
  source.complete_through as data_complete_through,
  coalesce(source.computed @> tsrange(counted.begins, counted.ends), false) as is_complete
from kpi.new_contributors_monthly as kpi
cross join lateral (select (kpi.month + interval '1 month')::date as day) as month_end
-- As in report.new_contributors.
cross join lateral (
  select
    case when kpi.source = 'stats' then kpi.month::timestamp end as begins,
    case
      when kpi.source = 'stats' then month_end.day + (7 - extract(dow from month_end.day)::int) % 7
      else month_end.day
    end::timestamp as ends
) as counted
join github.repository on repository.repository_id = kpi.repository_id
-- Aggregates, though it is one row: so a count, which needs none of it, looks nothing up.
left join lateral (
  select
    max(complete_from) as complete_from,
    max(complete_through) as complete_through,
    range_intersect_agg(computed) as computed
  from kpi.family_completeness
  where family_completeness.repository_id = kpi.repository_id
    and family = case when kpi.source = 'stats' then 'contributors' else 'contributions' end
    and resource = case kpi.source
      when 'stats' then 'contributor_stats'
      when 'commits' then 'commits'
      else 'pull_requests'
    end
) as source on true
-- Whether anything of the month was read: without that, nobody found is not nobody.
cross join lateral (
  select
    coalesce(
      source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(source.complete_from at time zone 'utc' < month_end.day, true),
      false
    ) as is_reached
) as reached;
comment on view report.new_contributors_monthly is 'People who contributed for the first time, by repository, UTC month and source; of each source a row for every month from that of the first of them to that of the computation. Source stats: GitHub''s contributor statistics, which list the 100 most active contributors at most, without merge commits. Who they are: report.new_contributors.';
comment on column report.new_contributors_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.new_contributors_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.new_contributors_monthly.name is 'Name of the repository now.';
comment on column report.new_contributors_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.new_contributors_monthly.month is 'First day of the UTC month. Source stats: of the Sunday on which the first week with a commit begins, so up to six days of newcomers fall into the month before.';
comment on column report.new_contributors_monthly.source is 'What counts as the first contribution. stats: the first week with a commit in the contributor statistics; commits: the first non-merge commit on the default branch, by author date; pull_requests_opened: the first pull request opened; pull_requests_merged: the first one merged, at the merge.';
comment on column report.new_contributors_monthly.new_contributors is 'All of them, bots and people without an account included; null where nobody knows whether there was anybody.';
comment on column report.new_contributors_monthly.new_bots is 'Bots among them, by GitHub''s account type and kpi.bot_rule.';
comment on column report.new_contributors_monthly.new_without_account is 'People without a GitHub account among them: entries of the statistics, addresses of commits, pull requests of deleted accounts; each counts as one person.';
comment on column report.new_contributors_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.new_contributors_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.new_contributors_monthly.data_complete_through is 'GitHub''s data is proven complete up to here; null: not yet.';
comment on column report.new_contributors_monthly.is_complete is 'The month was over when the data was proven complete (stats: the last week that began in it), the statistics were not cut off at 100 contributors, no gap is open and nothing waits to be computed. Of commits and pull requests everything before the month is here, too.';
