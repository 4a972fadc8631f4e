-- One row a change of a label rule.
-- time: changed_at
-- order: definition, version, action, category, kind, pattern
create or replace view report.label_rule_changes as
select definition, version, action, category, kind, pattern, changed_at
from kpi.label_rule_change;
comment on view report.label_rule_changes is 'Every change of the label rules: the rules of a version are those added up to it and not removed since.';
comment on column report.label_rule_changes.definition is 'Which definition the rule belongs to.';
comment on column report.label_rule_changes.version is 'Version of the definition''s rules, from 1 on, that the change made; label_categories_monthly and label_quality say which one they were counted with.';
comment on column report.label_rule_changes.action is 'added or removed; an edited rule is one of each.';
comment on column report.label_rule_changes.category is 'What the rule says of a label.';
comment on column report.label_rule_changes.kind is 'How the pattern is compared.';
comment on column report.label_rule_changes.pattern is 'The pattern as it was written.';
comment on column report.label_rule_changes.changed_at is 'When the rule was changed.';
