-- One row a repository and UTC month from its first pull request on: pull requests that came, were reviewed, merged and closed.
-- time: month
-- order: repository, repository_id, month
-- family: pull_request_flow
-- definition: kpi/pull_request_flow_monthly
create or replace view report.pull_request_flow_monthly as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  kpi.month,
  case when kpi.opened > 0 or reached.pull_requests then kpi.opened end as opened,
  case when kpi.merged > 0 or reached.pull_requests then kpi.merged end as merged,
  case when kpi.closed_unmerged > 0 or reached.pull_requests then kpi.closed_unmerged end as closed_unmerged,
  case
    when reached.pull_requests or (kpi.merged > 0 and kpi.closed_unmerged > 0) then
      (kpi.merged + kpi.closed_unmerged)::float8 / nullif(kpi.opened, 0)
  end as closure_ratio,
  case
    when reached.pull_requests or (kpi.merged > 0 and kpi.closed_unmerged > 0) then
      kpi.merged::float8 / nullif(kpi.merged + kpi.closed_unmerged, 0)
  end as acceptance_ratio,
  kpi.median_hours_to_first_review,
  kpi.p85_hours_to_first_review,
  kpi.mean_hours_to_first_review,
  kpi.max_hours_to_first_review,
  kpi.median_hours_to_merge,
  kpi.p85_hours_to_merge,
  kpi.mean_hours_to_merge,
  kpi.max_hours_to_merge,
  kpi.mean_seconds_between_pull_requests,
  case when kpi.authors > 0 or reached.pull_requests then kpi.authors end as authors,
  case when kpi.opened_without_author > 0 or reached.pull_requests then kpi.opened_without_author end as opened_without_author,
  case when kpi.active > 0 or (reached.pull_requests and reached.comments and reached.reviews and reached.review_comments and reached.issue_events) then kpi.active end as active,
  case
    when pull_requests_source.complete_from is null and (kpi.open_at_month_end > 0 or reached.pull_requests) then
      kpi.open_at_month_end
  end as open_at_month_end,
  case when kpi.reopened > 0 or reached.issue_events then kpi.reopened end as reopened,
  case when kpi.answered > 0 or (reached.comments and reached.reviews) then kpi.answered end as answered,
  case
    when reached.comments and reached.reviews and (kpi.opened > 0 or reached.pull_requests) then kpi.opened - kpi.answered
  end as unanswered,
  kpi.median_hours_to_first_response,
  kpi.p85_hours_to_first_response,
  kpi.mean_hours_to_first_response,
  kpi.max_hours_to_first_response,
  kpi.median_hours_from_ready_to_first_response,
  kpi.p85_hours_from_ready_to_first_response,
  kpi.mean_hours_from_ready_to_first_response,
  kpi.max_hours_from_ready_to_first_response,
  case when kpi.reviewed > 0 or reached.reviews then kpi.reviewed end as reviewed,
  kpi.median_hours_from_ready_to_first_review,
  kpi.p85_hours_from_ready_to_first_review,
  kpi.mean_hours_from_ready_to_first_review,
  kpi.max_hours_from_ready_to_first_review,
  kpi.median_hours_to_merge_of_opened,
  kpi.p85_hours_to_merge_of_opened,
  kpi.mean_hours_to_merge_of_opened,
  kpi.max_hours_to_merge_of_opened,
  kpi.median_hours_to_close,
  kpi.p85_hours_to_close,
  kpi.mean_hours_to_close,
  kpi.max_hours_to_close,
  kpi.definition_version,
  kpi.computed_at,
  standing.complete_through as data_complete_through,
  coalesce(standing.computed @> tsrange(kpi.month, kpi.month + interval '1 month'), false) as is_complete
from kpi.pull_request_flow_monthly as kpi
join github.repository on repository.repository_id = kpi.repository_id
left join sync.resource as pull_requests_source
  on pull_requests_source.subject_id = kpi.repository_id and pull_requests_source.subject_kind = 'repository' and pull_requests_source.resource = 'pull_requests'
left join sync.resource as comments_source
  on comments_source.subject_id = kpi.repository_id and comments_source.subject_kind = 'repository' and comments_source.resource = 'comments'
left join sync.resource as reviews_source
  on reviews_source.subject_id = kpi.repository_id and reviews_source.subject_kind = 'repository' and reviews_source.resource = 'reviews'
left join sync.resource as review_comments_source
  on review_comments_source.subject_id = kpi.repository_id and review_comments_source.subject_kind = 'repository' and review_comments_source.resource = 'review_comments'
left join sync.resource as issue_events_source
  on issue_events_source.subject_id = kpi.repository_id and issue_events_source.subject_kind = 'repository' and issue_events_source.resource = 'issue_events'
-- For each repository that is asked for: joined freely, those of all repositories are made up first.
left join lateral (
  select complete_through, computed
  from kpi.family_standing
  where family_standing.repository_id = repository.repository_id and family = 'pull_request_flow'
  offset 0
) as standing on true
-- Of which sources something of the month was read: without that, none found is not none.
cross join lateral (
  select
    coalesce(
      pull_requests_source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(pull_requests_source.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as pull_requests,
    coalesce(
      comments_source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(comments_source.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as comments,
    coalesce(
      reviews_source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(reviews_source.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as reviews,
    coalesce(
      review_comments_source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(review_comments_source.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as review_comments,
    coalesce(
      issue_events_source.complete_through at time zone 'utc' >= kpi.month
        and coalesce(issue_events_source.complete_from at time zone 'utc' < kpi.month + interval '1 month', true),
      false
    ) as issue_events
) as reached;
comment on view report.pull_request_flow_monthly is 'Pull requests by repository and UTC month, from the month of the first one to that of the computation. A number is 0 where it is known that there was none, and null where nobody knows; medians cannot be averaged.';
comment on column report.pull_request_flow_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.pull_request_flow_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.pull_request_flow_monthly.name is 'Name of the repository now.';
comment on column report.pull_request_flow_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.pull_request_flow_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.pull_request_flow_monthly.opened is 'Created in the month, drafts among them.';
comment on column report.pull_request_flow_monthly.merged is 'Merged in the month.';
comment on column report.pull_request_flow_monthly.closed_unmerged is 'Closed for the last time in the month without a merge; a reopening voids the close before it.';
comment on column report.pull_request_flow_monthly.closure_ratio is '(merged + closed_unmerged) / opened; null when none was opened, and where one of them is not known.';
comment on column report.pull_request_flow_monthly.acceptance_ratio is 'merged / (merged + closed_unmerged); null when none was closed, and where one of them is not known.';
comment on column report.pull_request_flow_monthly.median_hours_to_first_review is 'Hours from opening to the first review that a human who is not the author submitted, of those opened in the month that were reviewed, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.pull_request_flow_monthly.p85_hours_to_first_review is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.mean_hours_to_first_review is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.max_hours_to_first_review is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.median_hours_to_merge is 'Hours from opening to merge, of those merged in the month, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.pull_request_flow_monthly.p85_hours_to_merge is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.mean_hours_to_merge is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.max_hours_to_merge is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.mean_seconds_between_pull_requests is 'Mean of the seconds between one opening in the month and the next; null below two.';
comment on column report.pull_request_flow_monthly.authors is 'Accounts that opened a pull request in the month, bots among them.';
comment on column report.pull_request_flow_monthly.opened_without_author is 'Of those opened in the month, by accounts that were deleted; these are in no author.';
comment on column report.pull_request_flow_monthly.active is 'Pull requests that got a comment, a review or a comment on a line, were labelled, unlabelled, assigned, unassigned, closed or merged in the month (CHAOSS), by whomever; each once.';
comment on column report.pull_request_flow_monthly.open_at_month_end is 'Created before the month''s end and not closed before it, by the last close or the merge: the month before + opened - merged - closed_unmerged. Null where pull requests were loaded from a date on.';
comment on column report.pull_request_flow_monthly.reopened is 'Reopenings in the month, each of them; null where the events are not here.';
comment on column report.pull_request_flow_monthly.answered is 'Of those opened in the month, how many have a first response by now: the first comment or submitted review by a human who is not the author.';
comment on column report.pull_request_flow_monthly.unanswered is 'opened - answered; null where comments, reviews or the list itself are not here.';
comment on column report.pull_request_flow_monthly.median_hours_to_first_response is 'Hours from opening to the first response, of those opened in the month that were answered, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.pull_request_flow_monthly.p85_hours_to_first_response is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.mean_hours_to_first_response is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.max_hours_to_first_response is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.median_hours_from_ready_to_first_response is 'Hours from when it was ready for review to the first response after that: of a draft from its ready_for_review, else from opening; of those opened in the month, percentile_disc(0.5): a value that occurred; null when there is none.';
comment on column report.pull_request_flow_monthly.p85_hours_from_ready_to_first_response is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.mean_hours_from_ready_to_first_response is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.max_hours_from_ready_to_first_response is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.reviewed is 'Of those opened in the month, how many have a review by now that a human who is not the author submitted.';
comment on column report.pull_request_flow_monthly.median_hours_from_ready_to_first_review is 'Hours from when it was ready for review to the first review after that, of those opened in the month, percentile_disc(0.5): a value that occurred; null when there is none.';
comment on column report.pull_request_flow_monthly.p85_hours_from_ready_to_first_review is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.mean_hours_from_ready_to_first_review is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.max_hours_from_ready_to_first_review is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.median_hours_to_merge_of_opened is 'Hours from opening to merge, of those opened in the month that are merged by now; it grows while others are open, percentile_disc(0.5): a value that occurred; null when none is.';
comment on column report.pull_request_flow_monthly.p85_hours_to_merge_of_opened is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.mean_hours_to_merge_of_opened is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.max_hours_to_merge_of_opened is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.median_hours_to_close is 'Hours from opening to merge or last close, of those merged or closed in the month, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.pull_request_flow_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.mean_hours_to_close is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.max_hours_to_close is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.pull_request_flow_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.pull_request_flow_monthly.data_complete_through is 'GitHub''s pull requests, comments, reviews, review comments and issue events are all proven complete up to here; null: not yet, or one of them is not kept.';
comment on column report.pull_request_flow_monthly.is_complete is 'The month was over when pull requests, comments, reviews and events were proven complete, none of them has a gap, and nothing waits to be computed. Reviews may still come.';
