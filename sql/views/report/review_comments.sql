-- One row a comment on a line of a pull request that is there now.
-- time: created_at
-- order: repository, repository_id, created_at, review_comment_id
create or replace view report.review_comments as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  review_comment.review_comment_id,
  review_comment.number,
  review_comment.review_id,
  review_comment.in_reply_to_id,
  author.login as author,
  review_comment.author_id,
  author.is_bot,
  review_comment.author_association,
  review_comment.path,
  review_comment.line,
  review_comment.commit_sha,
  review_comment.created_at,
  review_comment.updated_at,
  page.html_url || '/pull/' || review_comment.number || '#discussion_r' || review_comment.review_comment_id as html_url
from github.review_comment
join github.repository on repository.repository_id = review_comment.repository_id
join github.repository_page as page on page.repository_id = review_comment.repository_id
left join github.account as author on author.account_id = review_comment.author_id
where review_comment.deleted_at is null;
comment on view report.review_comments is 'Comments on lines of pull requests, without their texts.';
comment on column report.review_comments.review_comment_id is 'GitHub''s id of the comment.';
comment on column report.review_comments.number is 'Number of the pull request; null: GitHub has not said yet to which it belongs.';
comment on column report.review_comments.review_id is 'The review that it came with; null: with none.';
comment on column report.review_comments.in_reply_to_id is 'The comment that it answers; null: it begins a thread.';
comment on column report.review_comments.path is 'File that it is about.';
comment on column report.review_comments.line is 'Line of that file; null: the line is not part of the change any more.';
comment on column report.review_comments.commit_sha is 'Commit of the pull request that it stands at.';
