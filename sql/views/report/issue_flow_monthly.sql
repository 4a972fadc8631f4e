-- One row a repository and UTC month from its first issue on: issues that came, were answered and were closed.
-- time: month
-- order: repository, repository_id, month
-- family: issue_flow
-- definition: kpi/issue_flow_monthly
create or replace view report.issue_flow_monthly as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  kpi.month,
  case when kpi.issues_opened > 0 or reached.issues then kpi.issues_opened end as issues_opened,
  case when kpi.issues_closed > 0 or reached.issues then kpi.issues_closed end as issues_closed,
  case when kpi.issues_active > 0 or (reached.issues and reached.comments and reached.issue_events) then kpi.issues_active end as issues_active,
  case
    when issues_source.complete_from is null and (kpi.open_at_month_end > 0 or reached.issues) then kpi.open_at_month_end
  end as open_at_month_end,
  case when kpi.answered > 0 or reached.comments then kpi.answered end as answered,
  kpi.median_hours_to_first_response,
  kpi.p85_hours_to_first_response,
  kpi.mean_hours_to_first_response,
  kpi.max_hours_to_first_response,
  kpi.median_hours_to_close,
  kpi.p85_hours_to_close,
  kpi.mean_hours_to_close,
  kpi.max_hours_to_close,
  kpi.median_hours_to_close_of_opened,
  kpi.p85_hours_to_close_of_opened,
  kpi.mean_hours_to_close_of_opened,
  kpi.max_hours_to_close_of_opened,
  case
    when reached.comments and (kpi.issues_opened > 0 or reached.issues) then kpi.issues_opened - kpi.answered
  end as unanswered,
  case when kpi.issues_reopened > 0 or reached.issue_events then kpi.issues_reopened end as issues_reopened,
  case
    when kpi.issues_closed > 0 or reached.issues then kpi.issues_closed::float8 / nullif(kpi.issues_opened, 0)
  end as closure_ratio,
  kpi.definition_version,
  kpi.computed_at,
  standing.complete_through as data_complete_through,
  coalesce(standing.computed @> tsrange(kpi.month, kpi.month + interval '1 month'), false) as is_complete
from kpi.issue_flow_monthly as kpi
join github.repository on repository.repository_id = kpi.repository_id
left join sync.resource as issues_source
  on issues_source.subject_id = kpi.repository_id and issues_source.subject_kind = 'repository' and issues_source.resource = 'issues'
left join sync.resource as comments_source
  on comments_source.subject_id = kpi.repository_id and comments_source.subject_kind = 'repository' and comments_source.resource = 'comments'
left join sync.resource as issue_events_source
  on issue_events_source.subject_id = kpi.repository_id and issue_events_source.subject_kind = 'repository' and issue_events_source.resource = 'issue_events'
-- For each repository that is asked for: joined freely, those of all repositories are made up first.
left join lateral (
  select complete_through, computed
  from kpi.family_standing
  where family_standing.repository_id = repository.repository_id and family = 'issue_flow'
  offset 0
) as standing on true
-- Of which sources something of the month was read: without that, none found is not none.
cross join lateral (
  select
    coalesce(
      issues_source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(issues_source.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as issues,
    coalesce(
      comments_source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(comments_source.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as comments,
    coalesce(
      issue_events_source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(issue_events_source.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as issue_events
) as reached;
comment on view report.issue_flow_monthly is 'Issues without pull requests and without deleted ones, by repository and UTC month, from the month of the first one to that of the computation. A number is 0 where it is known that there was none, and null where nobody knows; medians cannot be averaged.';
comment on column report.issue_flow_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.issue_flow_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.issue_flow_monthly.name is 'Name of the repository now.';
comment on column report.issue_flow_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.issue_flow_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.issue_flow_monthly.issues_opened is 'Created in the month.';
comment on column report.issue_flow_monthly.issues_closed is 'Closed for the last time in the month; a reopening voids the close before it.';
comment on column report.issue_flow_monthly.issues_active is 'Issues that got a comment, were labelled, unlabelled, assigned, unassigned or closed in the month (CHAOSS), by whomever; each once.';
comment on column report.issue_flow_monthly.open_at_month_end is 'Created before the month''s end and not closed before it, by the last close: the month before + issues_opened - issues_closed. Null where issues were loaded from a date on: older ones are missing.';
comment on column report.issue_flow_monthly.answered is 'Of those opened in the month, how many have a first response by now: the first comment by a human who is not the author.';
comment on column report.issue_flow_monthly.median_hours_to_first_response is 'Hours from opening to the first response, of those opened in the month that were answered, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.issue_flow_monthly.p85_hours_to_first_response is 'The same, percentile_disc(0.85).';
comment on column report.issue_flow_monthly.mean_hours_to_first_response is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.issue_flow_monthly.max_hours_to_first_response is 'The same, the longest.';
comment on column report.issue_flow_monthly.median_hours_to_close is 'Hours from opening to last close, of those closed in the month, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.issue_flow_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column report.issue_flow_monthly.mean_hours_to_close is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.issue_flow_monthly.max_hours_to_close is 'The same, the longest.';
comment on column report.issue_flow_monthly.median_hours_to_close_of_opened is 'Hours from opening to last close, of those opened in the month that are closed by now; it grows while others are open, percentile_disc(0.5): a value that occurred; null when none is.';
comment on column report.issue_flow_monthly.p85_hours_to_close_of_opened is 'The same, percentile_disc(0.85).';
comment on column report.issue_flow_monthly.mean_hours_to_close_of_opened is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.issue_flow_monthly.max_hours_to_close_of_opened is 'The same, the longest.';
comment on column report.issue_flow_monthly.unanswered is 'issues_opened - answered; null where comments or the list itself are not here.';
comment on column report.issue_flow_monthly.issues_reopened is 'Reopenings in the month, each of them; null where the events are not here.';
comment on column report.issue_flow_monthly.closure_ratio is 'issues_closed / issues_opened; null when none was opened, and where one of them is not known.';
comment on column report.issue_flow_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.issue_flow_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.issue_flow_monthly.data_complete_through is 'GitHub''s issues, comments and issue events are all proven complete up to here; null: not yet, or one of them is not kept.';
comment on column report.issue_flow_monthly.is_complete is 'The month was over when issues, comments and events were proven complete, none of them has a gap, and nothing waits to be computed. Answers may still come.';
