-- One row a label rule.
-- order: definition, category, kind, pattern
create or replace view report.label_rules as
select
  rule.definition,
  rule.category,
  rule.kind,
  rule.pattern,
  rule.needle,
  latest.version as since_version,
  latest.changed_at as added_at
from kpi.label_rule as rule
left join lateral (
  select version, changed_at
  from kpi.label_rule_change as change
  where change.definition = rule.definition
    and change.category = rule.category
    and change.kind = rule.kind
    and change.pattern = rule.pattern
    and change.action = 'added'
  order by version desc
  limit 1
) as latest on true;
comment on view report.label_rules is 'Which labels mean what; "repometer labels rule add" and "remove" change it. report.label_categories shows which rule takes which label.';
comment on column report.label_rules.definition is 'Which definition the rule belongs to: vocabulary gives labels a category; substring and label count in report.label_quality alone, as others have published them.';
comment on column report.label_rules.category is 'What a label that the rule takes means.';
comment on column report.label_rules.kind is 'exact: the whole name; prefix: its beginning; substring: a part of it, under the definition substring of all names of an issue joined by semicolons; regex: a regular expression of Postgres. Under vocabulary words are compared whole.';
comment on column report.label_rules.pattern is 'What is looked for, as it was written, in any case.';
comment on column report.label_rules.needle is 'The pattern as it is compared: under vocabulary its words, else in lower case; a regex as it is.';
comment on column report.label_rules.since_version is 'Version of the definition''s rules that it came with; report.label_rule_changes has them all.';
comment on column report.label_rules.added_at is 'When the rule was added.';
