-- One row a repository, family of KPIs and source that it counts from: how far the tables are computed, and what they lack.
-- order: repository, repository_id, family, resource
create or replace view report.computations as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  follows.family,
  follows.source as resource,
  computation.as_of,
  computation.definition_version,
  source.complete_from,
  source.complete_through,
  coalesce(source.is_truncated, false) as is_truncated,
  coalesce(gap.gaps, 0) as gaps,
  coalesce(item.items_due, 0) as items_due,
  source.stale_since is not null as is_stale,
  source.resource is not null as is_kept,
  standing.waits_from
from github.repository
cross join kpi.follows
left join kpi.computation
  on computation.repository_id = repository.repository_id and computation.family = follows.family
left join sync.resource as source
  on source.subject_id = repository.repository_id and source.resource = follows.source
left join kpi.family_completeness as standing
  on standing.repository_id = repository.repository_id
  and standing.family = follows.family
  and standing.resource = follows.source
cross join lateral (
  select count(*) as gaps
  from sync.gap
  where gap.subject_id = source.subject_id and gap.resource = source.resource and gap.is_open
) as gap
cross join lateral (
  select count(*) as items_due
  from sync.item
  where item.subject_id = source.subject_id and item.resource = source.resource
    and item.read_version is distinct from item.wanted_version
) as item
-- Rules are no source that could be incomplete.
where follows.source <> 'label_rules';
comment on view report.computations is 'How far the summary tables of each repository are computed, by family of KPIs and source that it counts from: why is_complete of a month is what it is.';
comment on column report.computations.resource is 'The source: issues, commits and so on.';
comment on column report.computations.as_of is 'UTC day at whose end the tables of the family stand; null: never computed.';
comment on column report.computations.definition_version is 'Version of the definition in sql/kpi that they were computed with; 0: to be computed anew.';
comment on column report.computations.complete_from is 'Of the source only what was updated since is here; null: everything since the beginning.';
comment on column report.computations.complete_through is 'The source is proven complete up to here; null: not yet.';
comment on column report.computations.is_truncated is 'GitHub cut the source off.';
comment on column report.computations.gaps is 'Open gaps in the source, as report.gaps lists them.';
comment on column report.computations.items_due is 'Single things of the source that are still to be asked for.';
comment on column report.computations.is_stale is 'Something that the source follows has changed since it was read.';
comment on column report.computations.is_kept is 'Whether the source is kept at all.';
comment on column report.computations.waits_from is 'First month that waits to be computed; -infinity: every month; null: none.';
