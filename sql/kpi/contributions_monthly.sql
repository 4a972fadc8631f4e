-- Who contributed what in which UTC month, of the pairs of :repository_ids and :months (first days): one row a contributor and kind
-- of contribution, as kpi.contribution tells them. What came after the day :as_of does not count.
--   contributions  how many of that kind.
--   first_at       the first of them in the month.
with touched as materialized (
  select distinct
    given.repository_id,
    given.month,
    given.month::timestamp at time zone 'utc' as starts_at,
    least(given.month::timestamp + interval '1 month', (:as_of::date + 1)::timestamp) at time zone 'utc' as ends_at
  from unnest(:repository_ids::bigint[], :months::date[]) as given (repository_id, month)
),

-- `offset 0`: a look at the indexes for each pair.
counted as materialized (
  select
    touched.repository_id,
    found.contributor,
    found.kind,
    touched.month,
    min(found.account_id) as account_id,
    count(*)::int as contributions,
    min(found.contributed_at) as first_at
  from touched
  cross join lateral (
    select kind, contributor, account_id, contributed_at
    from kpi.contribution
    where repository_id = touched.repository_id
      and contributed_at >= touched.starts_at
      and contributed_at < touched.ends_at
    offset 0
  ) as found
  group by touched.repository_id, found.contributor, found.kind, touched.month
),

current as materialized (
  select touched.repository_id, found.contributor, found.kind, touched.month, found.stored, found.place
  from touched
  cross join lateral (
    select stored.contributor, stored.kind, stored, stored.ctid as place
    from kpi.contributions_monthly as stored
    where stored.repository_id = touched.repository_id and stored.month = touched.month
    offset 0
  ) as found
),

-- A full join is never done by comparing each row with each.
compared as materialized (
  select
    repository_id, contributor, kind, month, counted.account_id, counted.contributions, counted.first_at, current.stored,
    current.place
  from counted
  full join current using (repository_id, contributor, kind, month)
),

-- By place, which no one else changes while the family is locked: by key, the planner may read the whole table instead.
deleted as (
  delete from kpi.contributions_monthly
  where ctid = any (array(select place from compared where contributions is null))
  returning 1
),

written as (
  insert into kpi.contributions_monthly (
    repository_id, contributor, kind, month, account_id, contributions, first_at, definition_version, computed_at
  )
  select
    repository_id, contributor, kind, month, account_id, contributions, first_at, :definition_version::int,
    :computed_at::timestamptz
  from compared
  where contributions is not null
    and ((stored).account_id, (stored).contributions, (stored).first_at, (stored).definition_version)
      is distinct from (account_id, contributions, first_at, :definition_version::int)
  order by repository_id, contributor, kind, month
  on conflict (repository_id, contributor, kind, month) do update set
    account_id = excluded.account_id,
    contributions = excluded.contributions,
    first_at = excluded.first_at,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
