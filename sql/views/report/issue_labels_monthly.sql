-- One row a repository, UTC month and label.
-- time: month
-- order: repository, repository_id, month, label
create or replace view report.issue_labels_monthly as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  kpi.month,
  kpi.label,
  kpi.issues_opened,
  kpi.issues_closed,
  kpi.share_of_opened,
  kpi.median_hours_to_close,
  kpi.p85_hours_to_close,
  kpi.labeled,
  kpi.unlabeled,
  kpi.open_at_month_end,
  kpi.median_hours_in_label,
  kpi.open_at_month_end_current_labels,
  kpi.definition_version,
  kpi.computed_at,
  source.complete_through as data_complete_through,
  coalesce(
    -- All that the row shows: where label history is not told, it cannot be lacking.
    source.computed @> month.span and (kpi.labeled is null or history.proven @> month.span),
    false
  ) as is_complete
from kpi.issue_labels_monthly as kpi
join github.repository on repository.repository_id = kpi.repository_id
cross join lateral (select tsrange(kpi.month, kpi.month + interval '1 month') as span) as month
left join kpi.family_completeness as source
  on source.repository_id = kpi.repository_id and source.family = 'issue_labels' and source.resource = 'issues'
left join kpi.label_history as history on history.repository_id = kpi.repository_id;
comment on view report.issue_labels_monthly is 'Issues without pull requests and without deleted ones, by repository, UTC month and label; a row where any count is not zero. An issue counts under each of its labels.';
comment on column report.issue_labels_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.issue_labels_monthly.issues_opened is 'Created in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly.issues_closed is 'Closed for the last time in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly.share_of_opened is 'issues_opened / all issues opened in the month, labelled or not (a fraction); null when none was opened.';
comment on column report.issue_labels_monthly.median_hours_to_close is 'Hours from opening to last close of the issues closed in the month, percentile_disc(0.5): a value that occurred; null when none was closed.';
comment on column report.issue_labels_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column report.issue_labels_monthly.labeled is 'By label history: times that the label was set in the month, under the label''s present name; null until that history is complete.';
comment on column report.issue_labels_monthly.unlabeled is 'By label history: times that the label was taken away in the month, or went because the label was deleted; null until that history is complete.';
comment on column report.issue_labels_monthly.open_at_month_end is 'By label history: issues that were open and carried the label at the month''s end; null until that history is complete.';
comment on column report.issue_labels_monthly.median_hours_in_label is 'By label history: hours that issues carried the label until it was taken away or they were closed, of those that ended in the month, percentile_disc(0.5); null when none ended, and until that history is complete.';
comment on column report.issue_labels_monthly.open_at_month_end_current_labels is 'Open at the month''s end, by the labels that the issues have now. After a first load that began at a date, issues not updated since are missing.';
comment on column report.issue_labels_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.issue_labels_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.issue_labels_monthly.data_complete_through is 'GitHub''s issue list is proven complete up to here; null: not yet.';
comment on column report.issue_labels_monthly.is_complete is 'The month was over when the issue list was proven complete, lies after the start of a load that began at a date, no gap is open and no change up to this month waits to be computed; where columns by label history are filled, the same holds for the list of issue events.';
