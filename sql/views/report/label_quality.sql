-- One row a repository, UTC day and definition (substring, label): defect density and performance share.
-- time: as_of
-- order: repository, repository_id, as_of, definition
create or replace view report.label_quality as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  kpi.as_of,
  kpi.definition,
  kpi.issues,
  kpi.defects,
  kpi.defect_density,
  kpi.performance_issues,
  kpi.performance_share,
  kpi.defect_labels,
  kpi.performance_labels,
  kpi.definition_version,
  kpi.computed_at,
  kpi.data_complete_through,
  coalesce(
    not kpi.is_retroactive
      and kpi.as_of <= kpi.data_complete_through at time zone 'utc'
      and source.proven @> tsrange(kpi.as_of - interval '2 months', kpi.as_of),
    false
  ) as is_complete
from kpi.label_quality as kpi
join github.repository on repository.repository_id = kpi.repository_id
left join kpi.completeness as source on source.repository_id = kpi.repository_id and source.resource = 'issues';
comment on view report.label_quality is 'What the labels of open issues AND pull requests updated in the two months before as_of say: one snapshot a repository, UTC day and definition. No such items: no row.';
comment on column report.label_quality.as_of is 'UTC day of the snapshot.';
comment on column report.label_quality.definition is 'Rules of kpi.label_rule; substring: a pattern occurs in the joined label names; label: a label equals the pattern. Neither sees upper or lower case.';
comment on column report.label_quality.issues is 'Open issues and pull requests updated since two months before as_of.';
comment on column report.label_quality.defects is 'Those with a defect label, each once.';
comment on column report.label_quality.defect_density is 'defects / issues, a fraction.';
comment on column report.label_quality.performance_issues is 'Those with a performance label, each once.';
comment on column report.label_quality.performance_share is 'performance_issues / issues × 100, a percentage.';
comment on column report.label_quality.defect_labels is 'The defect rules that this snapshot was made with.';
comment on column report.label_quality.performance_labels is 'The performance rules that this snapshot was made with.';
comment on column report.label_quality.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.label_quality.computed_at is 'When the snapshot was made; it is never made again.';
comment on column report.label_quality.data_complete_through is 'GitHub''s issue list was proven complete up to here when the snapshot was made.';
comment on column report.label_quality.is_complete is 'Made on its own day, from a list proven complete up to that day, with no gap. False for a snapshot made later, from the labels of that later day.';
