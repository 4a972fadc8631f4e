-- Releases by UTC month of :repository_ids and :months, two lists of equal length, as of the end of the day :as_of.
--   releases     published in the month, prereleases among them; a draft is not published, and a deleted one does not count.
--   prereleases  those of them that GitHub marks as not ready for production.
-- A month from the first release on has a row, also without any release: that none was published is known. The month of
-- :as_of is the last one.
with wanted as materialized (
  select given.repository_id, given.month
  from unnest(:repository_ids::bigint[], :months::date[]) as given (repository_id, month)
),

counted as materialized (
  select
    wanted.repository_id,
    wanted.month,
    published.releases,
    published.prereleases
  from wanted
  cross join lateral (
    select
      count(*)::int as releases,
      (count(*) filter (where release.is_prerelease))::int as prereleases
    from github.release
    where release.repository_id = wanted.repository_id
      and release.deleted_at is null
      and release.published_at >= wanted.month::timestamp at time zone 'utc'
      and release.published_at < least(
        wanted.month::timestamp + interval '1 month', (:as_of::date + 1)::timestamp
      ) at time zone 'utc'
  ) as published
  where wanted.month <= :as_of::date
    and exists (
      select
      from github.release
      where release.repository_id = wanted.repository_id
        and release.deleted_at is null
        and release.published_at < least(
          wanted.month::timestamp + interval '1 month', (:as_of::date + 1)::timestamp
        ) at time zone 'utc'
    )
),

deleted as (
  delete from kpi.releases_monthly as stored
  using wanted
  where stored.repository_id = wanted.repository_id
    and stored.month = wanted.month
    and not exists (
      select from counted where counted.repository_id = stored.repository_id and counted.month = stored.month
    )
  returning 1
),

written as (
  insert into kpi.releases_monthly (
    repository_id, month, releases, prereleases, definition_version, computed_at
  )
  select counted.*, :definition_version::int, :computed_at::timestamptz
  from counted
  where not exists (
    select
    from kpi.releases_monthly as stored
    where stored.repository_id = counted.repository_id
      and stored.month = counted.month
      and (stored.releases, stored.prereleases, stored.definition_version)
        = (counted.releases, counted.prereleases, :definition_version::int)
  )
  order by counted.repository_id, counted.month
  on conflict (repository_id, month) do update set
    releases = excluded.releases,
    prereleases = excluded.prereleases,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
