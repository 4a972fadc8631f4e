-- One row a repository, UTC month and label; one more of issues without any label.
-- time: month
-- order: repository, repository_id, month, label
-- family: issue_labels
-- definition: kpi/issue_labels_monthly, kpi/issue_label_history_monthly
create or replace view report.issue_labels_monthly as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  kpi.month,
  kpi.label,
  kpi.issues_opened,
  kpi.issues_closed,
  kpi.share_of_opened,
  kpi.median_hours_to_close,
  kpi.p85_hours_to_close,
  case when told.lack is null then kpi.labeled end as labeled,
  case when told.lack is null then kpi.unlabeled end as unlabeled,
  case when told.lack is null then kpi.open_at_month_end end as open_at_month_end,
  case when told.lack is null then kpi.median_hours_in_label end as median_hours_in_label,
  kpi.open_at_month_end_current_labels,
  kpi.definition_version,
  kpi.computed_at,
  source.complete_through as data_complete_through,
  coalesce(
    -- All that the row shows: where label history is not told, it cannot be lacking.
    source.computed @> month.span and (told.lack is not null or history.proven @> month.span),
    false
  ) as is_complete,
  told.lack as label_history_lack,
  kpi.label = '' as is_without_label
from kpi.issue_labels_monthly as kpi
join github.repository on repository.repository_id = kpi.repository_id
cross join lateral (select tsrange(kpi.month, kpi.month + interval '1 month') as span) as month
-- Aggregates, though each is one row: so a count, which needs none of them, looks nothing up.
left join lateral (
  select max(complete_through) as complete_through, range_intersect_agg(computed) as computed
  from kpi.family_completeness
  where family_completeness.repository_id = kpi.repository_id and family = 'issue_labels' and resource = 'issues'
) as source on true
left join lateral (
  select range_intersect_agg(proven) as proven
  from kpi.label_history
  where label_history.repository_id = kpi.repository_id
) as history on true
-- The month that the tables stand at, of this label: the history of what its issues carried ends with what they carry now.
left join lateral (
  select
    max(latest.open_at_month_end) as by_history,
    max(latest.open_at_month_end_current_labels) as by_rows
  from kpi.computation
  join kpi.issue_labels_monthly as latest
    on latest.repository_id = kpi.repository_id
    and latest.label = kpi.label
    and latest.month = date_trunc('month', computation.as_of::timestamp)::date
  where computation.repository_id = kpi.repository_id and computation.family = 'issue_labels'
) as latest on true
cross join lateral (
  select
    case
      when kpi.label = '' then 'Label history tells of labels alone.'
      when kpi.labeled is null then
        'The events of this repository''s issues are not all here; report.sync_status and report.gaps say why.'
      when latest.by_history <> latest.by_rows then
        format(
          'By their events %s open issues have this label; by the issues themselves %s: it is told again when the two agree.',
          latest.by_history, latest.by_rows
        )
    end as lack
) as told;
comment on view report.issue_labels_monthly is 'Issues without pull requests and without deleted ones, by repository, UTC month and label; a row where any count is not zero. An issue counts under each of its labels, so labels do not add up: their sum is more than the issues. Issues without any label count in a row of their own, whose label is the empty text, as no label is named.';
comment on column report.issue_labels_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.issue_labels_monthly.label is 'Name of the label; the empty text in the row of issues without any label.';
comment on column report.issue_labels_monthly.issues_opened is 'Created in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly.issues_closed is 'Closed for the last time in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly.share_of_opened is 'issues_opened / all issues opened in the month, labelled or not (a fraction); null when none was opened.';
comment on column report.issue_labels_monthly.median_hours_to_close is 'Hours from opening to last close of the issues closed in the month, percentile_disc(0.5): a value that occurred; null when none was closed.';
comment on column report.issue_labels_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column report.issue_labels_monthly.labeled is 'By label history: times that the label was set in the month, under the label''s present name; not when an issue has it without an event that set it. Null: label_history_lack says why.';
comment on column report.issue_labels_monthly.unlabeled is 'By label history: times that the label was taken away in the month, or went because the label was deleted; not when it went unseen before the first look. Null: label_history_lack says why.';
comment on column report.issue_labels_monthly.open_at_month_end is 'By label history: issues that were open and carried the label at the month''s end; in the month that the tables stand at, what open_at_month_end_current_labels says. Null: label_history_lack says why.';
comment on column report.issue_labels_monthly.median_hours_in_label is 'By label history: hours that issues carried the label until it was taken away or they were closed, of those that ended in the month, percentile_disc(0.5), where both ends are known; null when there are none, and where label_history_lack says why.';
comment on column report.issue_labels_monthly.open_at_month_end_current_labels is 'Open at the month''s end, by the labels that the issues have now. After a first load that began at a date, issues not updated since are missing.';
comment on column report.issue_labels_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.issue_labels_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.issue_labels_monthly.data_complete_through is 'GitHub''s issue list is proven complete up to here; null: not yet.';
comment on column report.issue_labels_monthly.is_complete is 'The month was over when the issue list was proven complete, lies after the start of a load that began at a date, no gap is open and no change up to this month waits to be computed; where columns by label history are filled, the same holds for the list of issue events, which was read, and label history derived, since the issues last changed.';
comment on column report.issue_labels_monthly.label_history_lack is 'Why the columns by label history are null, of the whole repository or of this label alone; null: they are told.';
comment on column report.issue_labels_monthly.is_without_label is 'Whether the row counts issues without any label; no label is named by the empty text.';
