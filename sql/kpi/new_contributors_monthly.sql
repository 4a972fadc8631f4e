-- New contributors of :repository_ids by UTC month, for each of :sources, counted from kpi.new_contributors (definitions in
-- kpi/new_contributors.sql and kpi/first_contributions.sql), which must be computed first.
--   new_contributors    all of them.
--   new_bots            those that are bots.
--   new_without_account those who have no GitHub account.
-- A source has a row for every month from that of its first contributor to that of :as_of, also without anybody new.
-- Contributions after the day :as_of do not count.
with repository as materialized (
  select distinct repository_id, source
  from unnest(:repository_ids::bigint[]) as given (repository_id)
  cross join unnest(:sources::text[]) as source
),

-- `offset 0`, here and below: a look at the index for each.
came as materialized (
  select found.*
  from repository
  cross join lateral (
    select
      stored.repository_id,
      stored.month,
      stored.source,
      count(*)::int as new_contributors,
      (count(*) filter (where stored.is_bot))::int as new_bots,
      (count(*) filter (where stored.account_id is null))::int as new_without_account
    from kpi.new_contributors as stored
    where stored.repository_id = repository.repository_id
      and stored.source = repository.source
      and stored.first_contribution_at < (:as_of::date + 1)::timestamp at time zone 'utc'
    group by stored.repository_id, stored.month, stored.source
    offset 0
  ) as found
),

step as (
  select first.repository_id, steps.month, first.source
  from (select repository_id, source, min(month) as month from came group by repository_id, source) as first
  cross join lateral kpi.months(first.month, date_trunc('month', :as_of::date::timestamp)::date) as steps (month)
),

counted as (
  select
    repository_id,
    month,
    source,
    coalesce(came.new_contributors, 0) as new_contributors,
    coalesce(came.new_bots, 0) as new_bots,
    coalesce(came.new_without_account, 0) as new_without_account
  from step
  full join came using (repository_id, month, source)
),

current as (
  select repository.repository_id, found.month, repository.source, found.stored, found.place
  from repository
  cross join lateral (
    select stored.month, stored, stored.ctid as place
    from kpi.new_contributors_monthly as stored
    where stored.repository_id = repository.repository_id and stored.source = repository.source
    offset 0
  ) as found
),

-- Full joins are never done by comparing each row with each.
compared as materialized (
  select
    repository_id, month, source, counted.new_contributors, counted.new_bots, counted.new_without_account, current.stored,
    current.place
  from counted
  full join current using (repository_id, month, source)
),

-- By place, which no one else changes while the families are locked: by key, the planner may read the whole table instead.
deleted as (
  delete from kpi.new_contributors_monthly
  where ctid = any (array(select place from compared where new_contributors is null))
  returning 1
),

written as (
  insert into kpi.new_contributors_monthly (
    repository_id, month, source, new_contributors, new_bots, new_without_account, definition_version, computed_at
  )
  select
    repository_id, month, source, new_contributors, new_bots, new_without_account, :definition_version::int,
    :computed_at::timestamptz
  from compared
  where new_contributors is not null
    and (
      (stored).new_contributors, (stored).new_bots, (stored).new_without_account, (stored).definition_version
    ) is distinct from (new_contributors, new_bots, new_without_account, :definition_version::int)
  order by repository_id, month, source
  on conflict (repository_id, month, source) do update set
    new_contributors = excluded.new_contributors,
    new_bots = excluded.new_bots,
    new_without_account = excluded.new_without_account,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
