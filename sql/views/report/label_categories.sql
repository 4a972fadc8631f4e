-- One row a repository, label and category that a rule gives it; a label that no rule takes has one row.
-- order: repository, repository_id, label, category
create or replace view report.label_categories as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  label.label,
  coalesce(rule.category, 'uncategorised') as category,
  rule.kind,
  rule.pattern,
  label.normalised as normalised_label,
  label.issues,
  label.pull_requests
from github.repository
-- For each repository that is asked for: `offset 0` keeps the work of a label to once.
cross join lateral (
  select
    name as label,
    kpi.lower_case(name) as lowered,
    kpi.normalise_label(name) as normalised,
    (count(*) filter (where not is_pull_request))::int as issues,
    (count(*) filter (where is_pull_request))::int as pull_requests
  from (
    select distinct issue.issue_id, issue.is_pull_request, worn.name
    from github.issue
    cross join lateral unnest(issue.label_names) as worn (name)
    where issue.repository_id = repository.repository_id and issue.deleted_at is null
    union all
    select null as issue_id, null as is_pull_request, name
    from github.label
    where label.repository_id = repository.repository_id and label.deleted_at is null
  ) as found
  group by name
  offset 0
) as label
-- Of several rules that give a label the same category, the plainest one.
left join lateral (
  select distinct on (rule.category) rule.category, rule.kind, rule.pattern
  from kpi.label_rule as rule
  where rule.definition = 'vocabulary'
    and kpi.takes_label(rule.definition, rule.kind, rule.needle, label.lowered, label.normalised)
  order by rule.category, array_position(array['exact', 'prefix', 'substring', 'regex'], rule.kind), rule.pattern collate "C"
) as rule on true;
comment on view report.label_categories is 'Which vocabulary rule takes which label of a repository, as report.label_categories_monthly counts them: the labels of its catalogue, and those that its issues and pull requests have. A label may have several categories.';
comment on column report.label_categories.category is 'Category that the rule gives the label; uncategorised: no rule takes it.';
comment on column report.label_categories.kind is 'How the rule compares: exact, prefix, substring or regex; null: no rule takes the label.';
comment on column report.label_categories.pattern is 'Pattern of the rule, the plainest of those that give this category; null: no rule takes the label.';
comment on column report.label_categories.normalised_label is 'The name as rules see it: its words in lower case, without emoji, punctuation and prefixes such as type: or kind/.';
comment on column report.label_categories.issues is 'Issues that have the label now.';
comment on column report.label_categories.pull_requests is 'Pull requests that have the label now.';
