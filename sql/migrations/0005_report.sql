-- report: the views that people, the CLI and the API query. They read with their owner's rights, so a reader needs this schema alone.
create schema report;

create view report.new_contributors_monthly as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  kpi.month,
  kpi.source,
  kpi.new_contributors,
  kpi.new_bots,
  kpi.new_without_account,
  kpi.definition_version,
  kpi.computed_at,
  source.complete_through as data_complete_through,
  -- A week counts in the month of its Sunday: the month is over when the last week that began in it is.
  coalesce(
    month_end.day + (7 - extract(dow from month_end.day)::int) % 7 <= source.complete_through at time zone 'utc'
      and not source.is_lacking
      and not exists (
        select
        from sync.touched_month
        where touched_month.repository_id = kpi.repository_id and touched_month.family = 'contributors'
      ),
    false
  ) as is_complete
from kpi.new_contributors_monthly as kpi
cross join lateral (select (kpi.month + interval '1 month')::date as day) as month_end
join github.repository on repository.repository_id = kpi.repository_id
left join kpi.source as source
  on source.repository_id = kpi.repository_id and source.resource = 'contributor_stats' and kpi.source = 'stats';
comment on view report.new_contributors_monthly is 'People who contributed for the first time, by repository, UTC month and source; a month without any has no row. Source stats: GitHub''s contributor statistics, which list the 100 most active contributors at most, without merge commits.';
comment on column report.new_contributors_monthly.month is 'First day of the UTC month. Source stats: of the Sunday on which the first week with a commit begins, so up to six days of newcomers fall into the month before.';
comment on column report.new_contributors_monthly.source is 'What counts as the first contribution; stats: the first week with a commit in the contributor statistics.';
comment on column report.new_contributors_monthly.new_contributors is 'All of them, bots and entries without an account included.';
comment on column report.new_contributors_monthly.new_bots is 'Bots among them.';
comment on column report.new_contributors_monthly.new_without_account is 'Entries without a GitHub account among them; each counts as one person.';
comment on column report.new_contributors_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.new_contributors_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.new_contributors_monthly.data_complete_through is 'GitHub''s data is proven complete up to here; null: not yet.';
comment on column report.new_contributors_monthly.is_complete is 'The last week that began in the month was over when the data was proven complete, the statistics were not cut off at 100 contributors, no gap is open and nothing waits to be computed.';

create view report.new_contributors as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  kpi.source,
  kpi.contributor,
  kpi.login,
  kpi.account_id,
  kpi.first_contribution_at,
  kpi.month,
  kpi.is_bot,
  kpi.total_commits_first_week,
  kpi.definition_version,
  kpi.computed_at,
  source.complete_through as data_complete_through,
  coalesce(
    month_end.day + (7 - extract(dow from month_end.day)::int) % 7 <= source.complete_through at time zone 'utc'
      and not source.is_lacking
      and not exists (
        select
        from sync.touched_month
        where touched_month.repository_id = kpi.repository_id and touched_month.family = 'contributors'
      ),
    false
  ) as is_complete
from kpi.new_contributors as kpi
cross join lateral (select (kpi.month + interval '1 month')::date as day) as month_end
join github.repository on repository.repository_id = kpi.repository_id
left join kpi.source as source
  on source.repository_id = kpi.repository_id and source.resource = 'contributor_stats' and kpi.source = 'stats';
comment on view report.new_contributors is 'Who is behind report.new_contributors_monthly: one row a repository, source and contributor.';
comment on column report.new_contributors.contributor is 'account:{id}, or null:{n} for the nth entry without an account; such entries are never merged.';
comment on column report.new_contributors.login is 'Login at the time of the statistics; null without an account.';
comment on column report.new_contributors.first_contribution_at is 'Source stats: 00:00 UTC of the Sunday on which the first week with a commit begins; the commit may be up to seven days later.';
comment on column report.new_contributors.month is 'First day of the UTC month of first_contribution_at.';
comment on column report.new_contributors.total_commits_first_week is 'Commits of that first week (stats).';
comment on column report.new_contributors.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.new_contributors.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.new_contributors.data_complete_through is 'GitHub''s data is proven complete up to here; null: not yet.';
comment on column report.new_contributors.is_complete is 'Whether the list of this month is complete, as in report.new_contributors_monthly.';

create view report.issue_labels_monthly as
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
    kpi.month + interval '1 month' <= source.complete_through at time zone 'utc'
      and (source.complete_from is null or source.complete_from at time zone 'utc' <= kpi.month)
      and not source.is_lacking
      and kpi.month < touched.first_month,
    false
  ) as is_complete
from kpi.issue_labels_monthly as kpi
join github.repository on repository.repository_id = kpi.repository_id
left join kpi.source as source on source.repository_id = kpi.repository_id and source.resource = 'issues'
left join lateral (
  select coalesce(min(month), 'infinity') as first_month
  from sync.touched_month
  where touched_month.repository_id = repository.repository_id and touched_month.family = 'issue_labels'
) as touched on true;
comment on view report.issue_labels_monthly is 'Issues without pull requests, by repository, UTC month and label; a row where any count is not zero. An issue counts under each of its labels.';
comment on column report.issue_labels_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.issue_labels_monthly.issues_opened is 'Created in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly.issues_closed is 'Closed for the last time in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly.share_of_opened is 'issues_opened / all issues opened in the month, labelled or not (a fraction); null when none was opened.';
comment on column report.issue_labels_monthly.median_hours_to_close is 'Hours from opening to last close of the issues closed in the month, percentile_disc(0.5): a value that occurred; null when none was closed.';
comment on column report.issue_labels_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column report.issue_labels_monthly.labeled is 'By label history: times that the label was set; null until that history is complete.';
comment on column report.issue_labels_monthly.unlabeled is 'By label history: times that the label was taken away; null until that history is complete.';
comment on column report.issue_labels_monthly.open_at_month_end is 'By label history: issues open with the label at the month''s end; null until that history is complete.';
comment on column report.issue_labels_monthly.median_hours_in_label is 'By label history: hours that issues carried the label; null until that history is complete.';
comment on column report.issue_labels_monthly.open_at_month_end_current_labels is 'Open at the month''s end, by the labels that the issues have now. After a first load that began at a date, issues not updated since are missing.';
comment on column report.issue_labels_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.issue_labels_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.issue_labels_monthly.data_complete_through is 'GitHub''s issue list is proven complete up to here; null: not yet.';
comment on column report.issue_labels_monthly.is_complete is 'The month was over when the list was proven complete, lies after the start of a load that began at a date, no gap is open and no change up to this month waits to be computed.';

create view report.label_quality as
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
      and (source.complete_from is null or source.complete_from at time zone 'utc' <= kpi.as_of - interval '2 months')
      and not source.is_lacking,
    false
  ) as is_complete
from kpi.label_quality as kpi
join github.repository on repository.repository_id = kpi.repository_id
left join kpi.source as source on source.repository_id = kpi.repository_id and source.resource = 'issues';
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
