create or replace view kpi.contribution as
select
  source.repository_id,
  source.kind,
  case
    when source.account_id is not null then 'account:' || source.account_id
    else coalesce('email:' || source.email_sha256, 'null:' || source.item)
  end as contributor,
  source.account_id,
  source.contributed_at
from (
  -- 10137 is `ghost`, whom GitHub names for every account that was deleted.
  select
    repository_id, 'commits' as kind, nullif(author_id, 10137) as account_id, author_email_sha256 as email_sha256, sha as item,
    authored_at as contributed_at
  from github.commit
  where not is_merge and deleted_at is null
  union all
  select
    repository_id, 'issues_opened' as kind, nullif(author_id, 10137) as account_id, null as email_sha256, issue_id::text as item,
    created_at as contributed_at
  from github.issue
  where not is_pull_request and deleted_at is null
  union all
  select
    repository_id, 'pull_requests_opened' as kind, nullif(author_id, 10137) as account_id, null as email_sha256, pull_request_id::text as item,
    created_at as contributed_at
  from github.pull_request
  where deleted_at is null
  union all
  select
    repository_id, 'pull_requests_merged' as kind, nullif(author_id, 10137) as account_id, null as email_sha256, pull_request_id::text as item,
    merged_at as contributed_at
  from github.pull_request
  where deleted_at is null and merged_at is not null
  union all
  select
    repository_id, 'reviews' as kind, nullif(author_id, 10137) as account_id, null as email_sha256, review_id::text as item,
    submitted_at as contributed_at
  from github.review
  where deleted_at is null and submitted_at is not null
  union all
  select
    repository_id, 'comments' as kind, nullif(author_id, 10137) as account_id, null as email_sha256, comment_id::text as item,
    created_at as contributed_at
  from github.comment
  where deleted_at is null
  union all
  select
    repository_id, 'review_comments' as kind, nullif(author_id, 10137) as account_id, null as email_sha256, review_comment_id::text as item,
    created_at as contributed_at
  from github.review_comment
  where deleted_at is null
) as source;
comment on view kpi.contribution is 'What counts as a contribution, and whose it is: non-merge commits of the default branch by author date, issues and pull requests that were opened, pull requests that were merged (by their author), submitted reviews, comments, review comments; nothing that GitHub does not show any more.';
comment on column kpi.contribution.contributor is 'account:{id}; email:{SHA-256} of a commit''s address that belongs to no account; null:{id of the item} where nobody knows who it was, never merged.';
comment on column kpi.contribution.account_id is 'Null: no account, or one that was deleted (GitHub names `ghost` for it).';
comment on column kpi.contribution.kind is 'commits, issues_opened, pull_requests_opened, pull_requests_merged, reviews, comments, review_comments.';
comment on column kpi.contribution.contributed_at is 'When: of commits by the author''s clock, of merges the merge.';
