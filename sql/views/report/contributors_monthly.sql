-- One row a repository and UTC month from its first contribution on: people who were active, came and came back.
-- time: month
-- order: repository, repository_id, month
-- family: contributions
-- definition: kpi/contributors_monthly
create or replace view report.contributors_monthly as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  kpi.month,
  case when kpi.active + kpi.active_bots > 0 or reached.sources then kpi.active end as active,
  case when kpi.active + kpi.active_bots > 0 or reached.sources then kpi."new" end as "new",
  case when kpi.active + kpi.active_bots > 0 or reached.sources then kpi."returning" end as "returning",
  case when kpi.active + kpi.active_bots > 0 or reached.sources then kpi.active_bots end as active_bots,
  case when kpi.active + kpi.active_bots > 0 or reached.sources then kpi.new_bots end as new_bots,
  case when kpi.active + kpi.active_bots > 0 or reached.sources then kpi.returning_bots end as returning_bots,
  kpi.definition_version,
  kpi.computed_at,
  standing.complete_through as data_complete_through,
  -- Who is new is known where everything before is here, too.
  coalesce(standing.computed @> tsrange(null, kpi.month + interval '1 month'), false) as is_complete
from kpi.contributors_monthly as kpi
join github.repository on repository.repository_id = kpi.repository_id
-- For each repository that is asked for: joined freely, those of all repositories are made up first.
left join lateral (
  select complete_from, complete_through, computed
  from kpi.family_standing
  where family_standing.repository_id = repository.repository_id and family = 'contributions'
  offset 0
) as standing on true
-- Whether something of the month was read from every source: without that, nobody found is not nobody.
cross join lateral (
  select
    coalesce(
      standing.complete_through at time zone 'utc' >= kpi.month
        and coalesce(standing.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as sources
) as reached;
comment on view report.contributors_monthly is 'People who contributed, by repository and UTC month, from the month of the first contribution to that of the computation: non-merge commits on the default branch, issues and pull requests that they opened, reviews, comments. Bots are apart; deleted accounts are nobody. Who they are: report.contributions_monthly.';
comment on column report.contributors_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.contributors_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.contributors_monthly.name is 'Name of the repository now.';
comment on column report.contributors_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.contributors_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.contributors_monthly.active is 'People who contributed in the month; null where it is not known whether anybody did.';
comment on column report.contributors_monthly.new is 'Those of them who had never contributed before.';
comment on column report.contributors_monthly.returning is 'Those of them who had: active - new. In SQL written with quotes: "returning".';
comment on column report.contributors_monthly.active_bots is 'Bots that contributed in the month; they are in none of the numbers of people.';
comment on column report.contributors_monthly.new_bots is 'Those of them that had never contributed before.';
comment on column report.contributors_monthly.returning_bots is 'active_bots - new_bots.';
comment on column report.contributors_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.contributors_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.contributors_monthly.data_complete_through is 'GitHub''s commits, issues, pull requests, reviews, comments and review comments are all proven complete up to here; null: not yet, or one of them is not kept.';
comment on column report.contributors_monthly.is_complete is 'Everything since the beginning was proven complete when the month was over, without a gap, and nothing waits to be computed.';
