-- One row an hour, credential and bucket, and whom the requests were about: how many of them were charged.
-- time: hour
-- order: hour, credential, bucket, subject_kind, subject_name, repository
create or replace view report.quota_use as
select
  case when use.subject_kind = 'repository' then use.subject_id end as repository_id,
  coalesce(repository.owner, nullif(split_part(use.subject_name, '/', 1), ''))::report.github_name as owner,
  coalesce(repository.name, nullif(split_part(use.subject_name, '/', 2), ''))::report.github_name as name,
  (coalesce(repository.owner || '/' || repository.name, case when use.subject_kind = 'repository' then use.subject_name end))::report.github_name as repository,
  use.hour,
  use.credential,
  use.bucket,
  use.subject_kind,
  use.subject_name,
  use.requests
from sync.quota_use as use
left join github.repository on use.subject_kind = 'repository' and repository.repository_id = use.subject_id;
comment on view report.quota_use is 'Who used the quota: charged requests of each hour, by the repository or owner that they were about. Rows are kept as long as raw answers.';
comment on column report.quota_use.owner is 'As it is called now; where GitHub has never told it, as it was asked for.';
comment on column report.quota_use.hour is 'Beginning of the hour, in UTC.';
comment on column report.quota_use.credential is 'Whose quota it was: a token by its fingerprint, an installation of a GitHub App, or requests without a credential.';
comment on column report.quota_use.bucket is 'GitHub''s name of the quota: core, search, graphql.';
comment on column report.quota_use.subject_kind is 'repository, owner, or public for the public feed.';
comment on column report.quota_use.subject_name is 'As it was asked for, in lower case.';
comment on column report.quota_use.requests is 'Requests that were charged: an answer 304 costs nothing, but who asks without a credential. Of GraphQL points: a query costs one for a hundred pull requests.';
