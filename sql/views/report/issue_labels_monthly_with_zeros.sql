-- One row a repository, label and UTC month from the repository's first to that of the last computation, zeros among them.
-- time: month
-- order: repository, repository_id, month, label
create or replace view report.issue_labels_monthly_with_zeros as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  step.month,
  label.label,
  coalesce(counted.issues_opened, 0) as issues_opened,
  coalesce(counted.issues_closed, 0) as issues_closed,
  -- A share of 0 and an unknown share differ by whether the month has any issue.
  coalesce(counted.share_of_opened, opened.share) as share_of_opened,
  counted.median_hours_to_close,
  counted.p85_hours_to_close,
  case when told.label_history_lack is null then coalesce(counted.labeled, 0) end as labeled,
  case when told.label_history_lack is null then coalesce(counted.unlabeled, 0) end as unlabeled,
  case when told.label_history_lack is null then coalesce(counted.open_at_month_end, 0) end as open_at_month_end,
  case when told.label_history_lack is null then counted.median_hours_in_label end as median_hours_in_label,
  coalesce(counted.open_at_month_end_current_labels, 0) as open_at_month_end_current_labels,
  told.data_complete_through,
  coalesce(
    source.computed @> month.span and (told.label_history_lack is not null or history.proven @> month.span), false
  ) as is_complete,
  told.label_history_lack,
  label.label = '' as is_without_label
from github.repository
left join kpi.computation on computation.repository_id = repository.repository_id and computation.family = 'issue_labels'
-- `offset 0`: a look at the index for each repository that is asked for.
cross join lateral (
  select
    stored.label,
    min(stored.month) as first_month,
    min(min(stored.month)) over () as first_of_repository,
    max(max(stored.month)) over () as last_of_repository
  from kpi.issue_labels_monthly as stored
  where stored.repository_id = repository.repository_id
  group by stored.label
  offset 0
) as label
-- What its first row says of the label, every row of it says.
join report.issue_labels_monthly as told
  on told.repository_id = repository.repository_id and told.label = label.label and told.month = label.first_month
cross join lateral kpi.months(
  label.first_of_repository, greatest(label.last_of_repository, computation.as_of)
) as step (month)
cross join lateral (select tsrange(step.month, step.month + interval '1 month') as span) as month
left join kpi.issue_labels_monthly as counted
  on counted.repository_id = repository.repository_id and counted.label = label.label and counted.month = step.month
left join lateral (
  select 0::float8 as share
  from kpi.issue_labels_monthly as any_label
  where any_label.repository_id = repository.repository_id
    and any_label.month = step.month
    and any_label.share_of_opened is not null
  limit 1
) as opened on true
left join kpi.family_completeness as source
  on source.repository_id = repository.repository_id and source.family = 'issue_labels' and source.resource = 'issues'
left join kpi.label_history as history on history.repository_id = repository.repository_id;
comment on view report.issue_labels_monthly_with_zeros is 'What report.issue_labels_monthly tells, with the months in which a label counts nothing: a row for each label that any issue of the repository has had, and each UTC month from the repository''s first to the running one; for charts, and for averages over months. Labels do not add up.';
comment on column report.issue_labels_monthly_with_zeros.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.issue_labels_monthly_with_zeros.label is 'Name of the label; the empty text in the row of issues without any label.';
comment on column report.issue_labels_monthly_with_zeros.issues_opened is 'Created in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly_with_zeros.issues_closed is 'Closed for the last time in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly_with_zeros.share_of_opened is 'issues_opened / all issues opened in the month, labelled or not (a fraction); null when none was opened.';
comment on column report.issue_labels_monthly_with_zeros.median_hours_to_close is 'As in report.issue_labels_monthly; null when none was closed.';
comment on column report.issue_labels_monthly_with_zeros.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column report.issue_labels_monthly_with_zeros.labeled is 'As in report.issue_labels_monthly. Null: label_history_lack says why.';
comment on column report.issue_labels_monthly_with_zeros.unlabeled is 'As in report.issue_labels_monthly. Null: label_history_lack says why.';
comment on column report.issue_labels_monthly_with_zeros.open_at_month_end is 'As in report.issue_labels_monthly. Null: label_history_lack says why.';
comment on column report.issue_labels_monthly_with_zeros.median_hours_in_label is 'As in report.issue_labels_monthly; null when no carry ended, and where label_history_lack says why.';
comment on column report.issue_labels_monthly_with_zeros.open_at_month_end_current_labels is 'Open at the month''s end, by the labels that the issues have now.';
comment on column report.issue_labels_monthly_with_zeros.data_complete_through is 'GitHub''s issue list is proven complete up to here; null: not yet.';
comment on column report.issue_labels_monthly_with_zeros.is_complete is 'As in report.issue_labels_monthly, of this month.';
comment on column report.issue_labels_monthly_with_zeros.label_history_lack is 'Why the columns by label history are null, of the whole repository or of this label alone; null: they are told.';
comment on column report.issue_labels_monthly_with_zeros.is_without_label is 'Whether the row counts issues without any label; no label is named by the empty text.';
