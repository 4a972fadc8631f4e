-- What each contributor did in the month, one row each time.
select
  kind,
  coalesce('account:' || nullif(author_id, 10137), 'email:' || email, 'null:' || item) as contributor,
  author,
  contributed_at,
  html_url
from (
  select repository, 'commits' as kind, author_id, author_email_sha256 as email, sha as item, author, authored_at as contributed_at, html_url
  from report.commits
  where not is_merge and left_branch_at is null
  union all
  select repository, 'issues_opened', author_id, null, issue_id::text, author, created_at, html_url
  from report.issues
  union all
  select repository, 'pull_requests_opened', author_id, null, pull_request_id::text, author, created_at, html_url
  from report.pull_requests
  union all
  select repository, 'pull_requests_merged', author_id, null, pull_request_id::text, author, merged_at, html_url
  from report.pull_requests
  union all
  select repository, 'reviews', author_id, null, review_id::text, author, submitted_at, html_url
  from report.reviews
  union all
  select repository, 'comments', author_id, null, comment_id::text, author, created_at, html_url
  from report.comments
  union all
  select repository, 'review_comments', author_id, null, review_comment_id::text, author, created_at, html_url
  from report.review_comments
) as contribution
where lower(repository) = lower(:repository)
  and contributed_at >= :begins::timestamptz
  and contributed_at < :ends::timestamptz
order by kind, contributor, contributed_at, item;
