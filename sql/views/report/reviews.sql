-- One row a review that was submitted and is there now.
-- time: submitted_at
-- order: repository, repository_id, submitted_at, review_id
create or replace view report.reviews as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  review.review_id,
  review.number,
  review.state,
  author.login as author,
  review.author_id,
  author.is_bot,
  review.author_association,
  review.commit_sha,
  review.submitted_at,
  page.html_url || '/pull/' || review.number || '#pullrequestreview-' || review.review_id as html_url
from github.review
join github.repository on repository.repository_id = review.repository_id
join github.repository_page as page on page.repository_id = review.repository_id
left join github.account as author on author.account_id = review.author_id
where review.deleted_at is null and review.submitted_at is not null;
comment on view report.reviews is 'Reviews of pull requests without their texts; a review that is only begun is not among them.';
comment on column report.reviews.review_id is 'GitHub''s id of the review.';
comment on column report.reviews.number is 'Number of the pull request.';
comment on column report.reviews.state is 'APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED, as it is now.';
comment on column report.reviews.commit_sha is 'The commit that was reviewed; null: GitHub does not say.';
comment on column report.reviews.submitted_at is 'When the review was submitted.';
