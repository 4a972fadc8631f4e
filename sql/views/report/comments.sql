-- One row a comment on an issue or on the conversation of a pull request that is there now.
-- time: created_at
-- order: repository, repository_id, created_at, comment_id
create or replace view report.comments as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  comment.comment_id,
  comment.number,
  issue.is_pull_request,
  author.login as author,
  comment.author_id,
  author.is_bot,
  comment.author_association,
  comment.created_at,
  comment.updated_at,
  page.html_url || case when issue.is_pull_request then '/pull/' else '/issues/' end
    || comment.number || '#issuecomment-' || comment.comment_id as html_url
from github.comment
join github.repository on repository.repository_id = comment.repository_id
join github.repository_page as page on page.repository_id = comment.repository_id
left join github.issue on issue.repository_id = comment.repository_id and issue.number = comment.number
left join github.account as author on author.account_id = comment.author_id
where comment.deleted_at is null;
comment on view report.comments is 'Comments on issues and on the conversations of pull requests, without their texts; those on lines of a change are in report.review_comments.';
comment on column report.comments.comment_id is 'GitHub''s id of the comment.';
comment on column report.comments.number is 'Number of the issue or pull request; null: GitHub has not said yet to which it belongs.';
comment on column report.comments.is_pull_request is 'Whether that number is a pull request; null: the list of issues has not told of it yet.';
