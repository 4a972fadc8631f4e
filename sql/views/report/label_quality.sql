-- One row a repository, UTC day and definition (substring, label, vocabulary): defect density and performance share.
-- time: as_of
-- order: repository, repository_id, as_of, definition
-- family: label_quality
-- definition: kpi/label_quality
create or replace view report.label_quality as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
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
  ) as is_complete,
  kpi.rules_version
from kpi.label_quality as kpi
join github.repository on repository.repository_id = kpi.repository_id
left join kpi.completeness as source on source.repository_id = kpi.repository_id and source.resource = 'issues';
comment on view report.label_quality is 'What the labels of open issues AND pull requests updated in the two months before as_of say: one snapshot a repository, UTC day and definition. No such items: no row.';
comment on column report.label_quality.as_of is 'UTC day of the snapshot.';
comment on column report.label_quality.definition is 'Whose rules counted, as report.label_rules lists them; substring, as published: a pattern occurs in the joined label names; label, as published: a label equals the pattern; vocabulary: the words of a label, without emoji, punctuation and prefixes such as type: or kind/, are those of a rule. None sees upper or lower case.';
comment on column report.label_quality.issues is 'Open issues and pull requests updated since two months before as_of.';
comment on column report.label_quality.defects is 'Those with a label of the category bug, each once.';
comment on column report.label_quality.defect_density is 'defects / issues, a fraction.';
comment on column report.label_quality.performance_issues is 'Those with a label of the category performance, each once.';
comment on column report.label_quality.performance_share is 'performance_issues / issues × 100, a percentage.';
comment on column report.label_quality.defect_labels is 'The defect rules that this snapshot was made with.';
comment on column report.label_quality.performance_labels is 'The performance rules that this snapshot was made with.';
comment on column report.label_quality.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.label_quality.computed_at is 'When the snapshot was made; it is never made again.';
comment on column report.label_quality.data_complete_through is 'GitHub''s issue list was proven complete up to here when the snapshot was made.';
comment on column report.label_quality.is_complete is 'Made on its own day, from a list proven complete up to that day, with no gap. False for a snapshot made later, from the labels of that later day.';
comment on column report.label_quality.rules_version is 'Version of the definition''s rules in report.label_rule_changes that the snapshot was made with; null: made before rules had versions.';
