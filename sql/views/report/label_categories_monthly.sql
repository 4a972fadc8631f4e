-- One row a repository, UTC month and category of labels.
-- time: month
-- order: repository, repository_id, month, category
-- family: label_categories
-- definition: kpi/label_categories_monthly
create or replace view report.label_categories_monthly as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  kpi.month,
  kpi.category,
  case when kpi.issues_opened > 0 or reached.issues then kpi.issues_opened end as issues_opened,
  case when kpi.issues_closed > 0 or reached.issues then kpi.issues_closed end as issues_closed,
  case when kpi.issues_opened > 0 or reached.issues then kpi.share end as share,
  kpi.rules_version,
  kpi.definition_version,
  kpi.computed_at,
  source.complete_through as data_complete_through,
  coalesce(source.computed @> tsrange(kpi.month, kpi.month + interval '1 month'), false) as is_complete
from kpi.label_categories_monthly as kpi
join github.repository on repository.repository_id = kpi.repository_id
left join kpi.family_completeness as source
  on source.repository_id = kpi.repository_id and source.family = 'label_categories' and source.resource = 'issues'
-- Whether something of the month was read: without that, none found is not none.
cross join lateral (
  select
    coalesce(
      source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(source.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as issues
) as reached;
comment on view report.label_categories_monthly is 'Issues without pull requests and without deleted ones, by repository, UTC month and category of their labels, as the vocabulary rules in report.label_rules give it; report.label_categories says which rule took which label. An issue counts once in each category of its labels, so categories do not add up. A category that any issue of the repository has had has a row for every month from the repository''s first on: 0 where it is known that there was none, null where nobody knows.';
comment on column report.label_categories_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.label_categories_monthly.category is 'Category of labels, such as bug or performance; uncategorised: issues none of whose labels has one, or that have no label.';
comment on column report.label_categories_monthly.issues_opened is 'Created in the month, by the labels that the issues have now.';
comment on column report.label_categories_monthly.issues_closed is 'Closed for the last time in the month, by the labels that the issues have now.';
comment on column report.label_categories_monthly.share is 'issues_opened / all issues opened in the month, labelled or not (a fraction); null when none was opened, and where nobody knows.';
comment on column report.label_categories_monthly.rules_version is 'Version of the vocabulary rules in report.label_rule_changes that the row was counted with.';
comment on column report.label_categories_monthly.is_complete is 'The month was over when the issue list was proven complete, lies after the start of a load that began at a date, no gap is open, and neither a change up to this month nor a change of the rules waits to be computed.';
