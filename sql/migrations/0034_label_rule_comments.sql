comment on column kpi.label_rule.definition is 'The definition of label_quality that the rule belongs to.';
comment on column kpi.label_rule.measure is 'What an issue with such a label counts as: defect or performance.';
comment on column kpi.label_rule.pattern is 'What is looked for, in any case.';
