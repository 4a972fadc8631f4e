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

create view report.sync_status as
select
  resource.repository_id,
  coalesce(repository.owner, loop.owner) as owner,
  coalesce(repository.name, loop.name) as name,
  coalesce(repository.owner, loop.owner) || '/' || coalesce(repository.name, loop.name) as repository,
  resource.resource,
  resource.state,
  resource.rows_stored,
  resource.github_total,
  resource.complete_from,
  resource.complete_through,
  resource.pages,
  resource.requests,
  resource.not_modified,
  resource.attempts,
  resource.next_try_at,
  resource.reason,
  resource.is_truncated,
  (
    select count(*) from sync.gap where gap.repository_id = resource.repository_id and gap.resource = resource.resource
  ) as gaps
from sync.resource
left join github.repository on repository.repository_id = resource.repository_id
left join sync.loop on loop.repository_id = resource.repository_id
union all
select
  null, loop.owner, loop.name, loop.owner || '/' || loop.name, 'repository', loop.state,
  0, null, null, null, 0, 0, 0, 0, loop.next_sync_at, loop.reason, false, 0
from sync.loop
where loop.repository_id is null;
comment on view report.sync_status is 'What each resource of each repository is doing. A repository that GitHub has not answered for yet has one row, resource repository, without an id.';
comment on column report.sync_status.state is 'loading ok empty paused limited stats_pending forbidden missing gone blocked disabled renamed failed.';
comment on column report.sync_status.rows_stored is 'Rows of that route; issues includes pull requests, as GitHub''s list does.';
comment on column report.sync_status.github_total is 'GitHub''s own count; null: GitHub gives none.';
comment on column report.sync_status.complete_from is 'Only what was updated since; null: everything since the beginning.';
comment on column report.sync_status.complete_through is 'Proven complete up to here.';
comment on column report.sync_status.pages is 'Pages read since the beginning.';
comment on column report.sync_status.requests is 'Requests sent since the beginning.';
comment on column report.sync_status.not_modified is 'Requests that GitHub answered with 304, which cost nothing.';
comment on column report.sync_status.attempts is 'Tries in the present series of 202 answers or failures.';
comment on column report.sync_status.next_try_at is 'When it is asked again.';
comment on column report.sync_status.reason is 'Why it waits or failed, in a sentence.';
comment on column report.sync_status.is_truncated is 'GitHub cut the list off (the statistics name 100 contributors at most).';
comment on column report.sync_status.gaps is 'Things that GitHub did not give; they make months incomplete.';

create view report.issues as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  issue.issue_id,
  issue.number,
  issue.title,
  issue.state,
  issue.state_reason,
  issue.label_names as labels,
  author.login as author,
  issue.author_association,
  array(
    select account.login
    from unnest(issue.assignee_ids) with ordinality as assignee (account_id, position)
    join github.account on account.account_id = assignee.account_id
    order by assignee.position
  ) as assignees,
  issue.milestone_title as milestone,
  issue.comments,
  issue.is_locked,
  issue.created_at,
  issue.updated_at,
  issue.closed_at
from github.issue
join github.repository on repository.repository_id = issue.repository_id
left join github.account as author on author.account_id = issue.author_id
where not issue.is_pull_request;
comment on view report.issues is 'Issues without pull requests and without bodies, to look behind a number.';
comment on column report.issues.labels is 'Labels that the issue has now.';
comment on column report.issues.author is 'Login; null: the account was deleted.';
comment on column report.issues.closed_at is 'Last close; null while open, also after a reopening.';

create view report.loops as
select
  coalesce(repository.repository_id, loop.repository_id) as repository_id,
  coalesce(repository.owner, loop.owner) as owner,
  coalesce(repository.name, loop.name) as name,
  coalesce(repository.owner, loop.owner) || '/' || coalesce(repository.name, loop.name) as repository,
  loop.workflow_id,
  loop.every,
  loop.resources,
  case when speaks.loop_itself then loop.state else worst.state end as state,
  coalesce(total.rows_stored, 0)::bigint as rows_stored,
  case when speaks.loop_itself then loop.next_sync_at else total.next_try_at end as next_sync_at,
  case when speaks.loop_itself then loop.reason else worst.reason end as reason
from sync.loop
left join github.repository on repository.repository_id = loop.repository_id
left join lateral (
  -- What a person must know first; `ok` last.
  select state, reason
  from sync.resource
  where resource.repository_id = loop.repository_id
  order by
    array_position(
      array['failed', 'gone', 'missing', 'blocked', 'forbidden', 'limited', 'loading', 'stats_pending', 'disabled', 'ok',
        'empty'],
      state
    ),
    resource
  limit 1
) as worst on true
left join lateral (
  select sum(rows_stored) as rows_stored, min(next_try_at) as next_try_at
  from sync.resource
  where resource.repository_id = loop.repository_id
) as total on true
-- A loop's own row tells of a pause, a rename, and everything before GitHub has answered; afterwards its resources do.
cross join lateral (select loop.state in ('paused', 'renamed') or worst.state is null as loop_itself) as speaks;
comment on view report.loops is 'The loops that keep repositories up to date, one row a workflow.';
comment on column report.loops.workflow_id is 'Id in Temporal.';
comment on column report.loops.every is 'Rest between two cycles, as it was asked for.';
comment on column report.loops.state is 'State of the resource that matters most; `paused` when the loop is.';
comment on column report.loops.rows_stored is 'Rows of all its resources.';
comment on column report.loops.next_sync_at is 'When the next cycle begins.';
