-- One row a repository and UTC month from its first commit on: how few people made half of the last year's commits.
-- time: month
-- order: repository, repository_id, month
-- family: contributor_absence
-- definition: kpi/contributor_absence_monthly
create or replace view report.contributor_absence_monthly as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  kpi.month,
  case when kpi.contributors > 0 or reached.commits then kpi.contributors end as contributors,
  kpi.contributor_absence_factor,
  case when kpi.contributors > 0 or reached.commits then kpi.commits end as commits,
  kpi.definition_version,
  kpi.computed_at,
  commits_source.complete_through as data_complete_through,
  coalesce(
    source.computed @> tsrange(kpi.month - interval '11 months', kpi.month + interval '1 month'),
    false
  ) as is_complete
from kpi.contributor_absence_monthly as kpi
join github.repository on repository.repository_id = kpi.repository_id
left join sync.resource as commits_source
  on commits_source.subject_id = kpi.repository_id and commits_source.subject_kind = 'repository' and commits_source.resource = 'commits'
left join kpi.family_completeness as source
  on source.repository_id = kpi.repository_id and source.family = 'contributor_absence' and source.resource = 'commits'
cross join lateral (
  select
    coalesce(
      commits_source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(commits_source.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as commits
) as reached;
comment on view report.contributor_absence_monthly is 'Contributor absence factor (CHAOSS; formerly bus factor) by repository and UTC month, from the month of the first commit to that of the computation: the smallest number of people who made at least half of the non-merge commits of the twelve months up to the month''s end, on the default branch, by author date. Bots are no people.';
comment on column report.contributor_absence_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.contributor_absence_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.contributor_absence_monthly.name is 'Name of the repository now.';
comment on column report.contributor_absence_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.contributor_absence_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.contributor_absence_monthly.contributors is 'People who made a commit in these twelve months: accounts, and addresses that belong to none.';
comment on column report.contributor_absence_monthly.contributor_absence_factor is 'The smallest number of them who made at least half of the commits (50 % reached, not passed); null without a commit.';
comment on column report.contributor_absence_monthly.commits is 'Commits of these people in the twelve months.';
comment on column report.contributor_absence_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.contributor_absence_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.contributor_absence_monthly.data_complete_through is 'GitHub''s commits are proven complete up to here; null: not yet.';
comment on column report.contributor_absence_monthly.is_complete is 'All twelve months were over when the commits were proven complete, no gap is open and nothing waits to be computed.';
