-- One row a repository and UTC month from its first release on: what was published.
-- time: month
-- order: repository, repository_id, month
-- family: releases
-- definition: kpi/releases_monthly
create or replace view report.releases_monthly as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  kpi.month,
  case when kpi.releases > 0 or reached.releases then kpi.releases end as releases,
  case when kpi.prereleases > 0 or reached.releases then kpi.prereleases end as prereleases,
  kpi.definition_version,
  kpi.computed_at,
  source.complete_through as data_complete_through,
  coalesce(source.computed @> tsrange(kpi.month, kpi.month + interval '1 month'), false) as is_complete
from kpi.releases_monthly as kpi
join github.repository on repository.repository_id = kpi.repository_id
left join kpi.family_completeness as source
  on source.repository_id = kpi.repository_id and source.family = 'releases' and source.resource = 'releases'
-- Whether something of the month was read: without that, none found is not none.
cross join lateral (
  select
    coalesce(
      source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(source.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as releases
) as reached;
comment on view report.releases_monthly is 'Releases by repository and UTC month, from the month of the first release to that of the computation; a month in which nothing was published has a row with zeros, and one that nobody has read with nulls.';
comment on column report.releases_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.releases_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.releases_monthly.name is 'Name of the repository now.';
comment on column report.releases_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.releases_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.releases_monthly.releases is 'Published in the month, prereleases among them; drafts and deleted releases do not count.';
comment on column report.releases_monthly.prereleases is 'Those of them that are marked as not ready for production.';
comment on column report.releases_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.releases_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.releases_monthly.data_complete_through is 'GitHub''s list of releases is proven complete up to here; null: not yet.';
comment on column report.releases_monthly.is_complete is 'The month was over when the list was proven complete, no gap is open and nothing waits to be computed.';
