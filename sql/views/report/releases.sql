-- One row a release, a deleted one too; a draft counts by its creation.
-- time: published_at or created_at
-- order: repository, repository_id, published_at or created_at, release_id
create or replace view report.releases as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  release.release_id,
  release.tag_name,
  release.name as title,
  author.login as author,
  release.is_draft,
  release.is_prerelease,
  release.created_at,
  release.published_at,
  release.deleted_at,
  release.author_id,
  author.is_bot,
  page.html_url || '/releases/tag/' || release.tag_name as html_url
from github.release
join github.repository_page as page on page.repository_id = release.repository_id
join github.repository on repository.repository_id = release.repository_id
left join github.account as author on author.account_id = release.author_id;
comment on view report.releases is 'The releases of a repository without their texts, those that were deleted too.';
comment on column report.releases.author is 'Login; null: the account was deleted.';
comment on column report.releases.is_draft is 'Not published; shown to those alone who may push.';
comment on column report.releases.created_at is 'Date of the commit that was released, as GitHub gives it.';
comment on column report.releases.published_at is 'Null while it is a draft.';
comment on column report.releases.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.releases.tag_name is 'The tag that was released.';
comment on column report.releases.is_prerelease is 'Marked as not ready for production.';
