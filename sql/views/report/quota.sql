-- One row a credential and bucket of GitHub's: what is left of it, what its requests came to, and who uses it.
-- order: credential, bucket
create or replace view report.quota as
select
  null::bigint as repository_id,
  null::report.github_name as owner,
  null::report.github_name as name,
  null::report.github_name as repository,
  budget.credential,
  budget.bucket,
  budget.quota,
  case when present.is_running then budget.remaining end as remaining,
  case when present.is_running then budget.reset_at end as reset_at,
  floor(budget.quota * loads.quota_share)::int as reserve,
  budget.requests,
  budget.not_modified,
  case when budget.credential = 'anonymous' then 0 else budget.not_modified end as saved,
  case when budget.blocked_until > clock_timestamp() then budget.blocked_until end as blocked_until,
  used.requests as used_this_hour,
  used.by as used_by
from sync.budget
cross join sync.kept_from('load') as loads
cross join lateral (
  select coalesce(budget.reset_at > clock_timestamp(), false) as is_running
) as present
cross join lateral (
  select
    coalesce(sum(use.requests), 0) as requests,
    string_agg(use.subject_name || ' ' || use.requests, ', ' order by use.place) filter (where use.place <= 3) as by
  from (
    select subject_name, requests, row_number() over (order by requests desc, subject_name) as place
    from sync.quota_use
    where quota_use.credential = budget.credential and quota_use.bucket = budget.bucket
      and quota_use.hour = date_trunc('hour', clock_timestamp(), 'UTC')
  ) as use
) as used;
comment on view report.quota is 'The quota of each credential, as its answers told it: what is left, what is kept for people who wait, what unchanged answers saved.';
comment on column report.quota.repository_id is 'Null, as the owner and the name are: a quota is of no repository; report.quota_use says what each one used.';
comment on column report.quota.credential is 'Whose quota it is: a token by its fingerprint, an installation of a GitHub App, or requests without a credential.';
comment on column report.quota.bucket is 'GitHub''s name of the quota: core, search, graphql.';
comment on column report.quota.quota is 'Requests an hour, of GraphQL points; null: no answer has told it.';
comment on column report.quota.remaining is 'What was left of this hour''s with the last answer that was told; null: a new hour has begun, and nothing was asked.';
comment on column report.quota.reset_at is 'When the count begins anew.';
comment on column report.quota.reserve is 'So many of the hour first loads leave for cycles, and for what a person waits for.';
comment on column report.quota.requests is 'Requests that were answered since the beginning.';
comment on column report.quota.not_modified is 'Of these, answered with 304: nothing had changed.';
comment on column report.quota.saved is 'Requests that were not charged, since nothing had changed; without a credential GitHub charges these, too.';
comment on column report.quota.blocked_until is 'Until when a limit that GitHub has told stands; null: none does.';
comment on column report.quota.used_this_hour is 'Requests, of GraphQL points, that were charged in this hour of the clock, in UTC.';
comment on column report.quota.used_by is 'The three who used most of them, and how much.';
