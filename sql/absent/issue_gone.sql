-- Marks an issue or a pull request that GitHub does not show any more, with why, and all that hung on its number.
-- A later reason replaces an earlier one (hidden, then deleted); the instant stays. Months that it counted in, of
-- created_at and closed_at, are marked in sync.mark when it was not gone before.
with before as (
  select issue.issue_id, issue.created_at, issue.closed_at
  from github.issue
  where issue.repository_id = :repository_id::bigint and issue.number = :number::bigint and issue.deleted_at is null
),
issues as (
  update github.issue
  set deleted_at = coalesce(issue.deleted_at, :answered_at::timestamptz), deletion = :deletion::text
  where issue.repository_id = :repository_id::bigint
    and issue.number = :number::bigint
    and (issue.deleted_at is null or issue.deletion is distinct from :deletion::text)
),
pull_requests as (
  update github.pull_request
  set deleted_at = :answered_at::timestamptz
  where pull_request.repository_id = :repository_id::bigint
    and pull_request.number = :number::bigint
    and pull_request.deleted_at is null
),
comments as (
  update github.comment
  set deleted_at = :answered_at::timestamptz
  where comment.repository_id = :repository_id::bigint
    and comment.number = :number::bigint
    and comment.deleted_at is null
),
review_comments as (
  update github.review_comment
  set deleted_at = :answered_at::timestamptz
  where review_comment.repository_id = :repository_id::bigint
    and review_comment.number = :number::bigint
    and review_comment.deleted_at is null
),
reviews as (
  update github.review
  set deleted_at = :answered_at::timestamptz
  where review.repository_id = :repository_id::bigint
    and review.number = :number::bigint
    and review.deleted_at is null
),
issue_events as (
  update github.issue_event
  set deleted_at = :answered_at::timestamptz
  where issue_event.repository_id = :repository_id::bigint
    and issue_event.number = :number::bigint
    and issue_event.deleted_at is null
),
marked as (
  insert into sync.mark (subject_id, source, month)
  select distinct :repository_id::bigint, 'issues', date_trunc('month', counted.at at time zone 'utc')::date
  from before, lateral (values (before.created_at), (before.closed_at)) as counted (at)
  where counted.at is not null
  on conflict do nothing
)
select count(*)::int as deleted from before;
