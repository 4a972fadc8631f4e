-- New contributors of :repository_ids by UTC month and source, counted from kpi.new_contributors (definition there), which must be computed first.
--   new_contributors    all of them.
--   new_bots            those that are bots.
--   new_without_account those whose commits belong to no GitHub account.
-- A month without a new contributor has no row. Contributions after the day :as_of do not count.
with counted as materialized (
  select
    repository_id,
    month,
    source,
    count(*)::int as new_contributors,
    (count(*) filter (where is_bot))::int as new_bots,
    (count(*) filter (where account_id is null))::int as new_without_account
  from kpi.new_contributors
  where repository_id = any (:repository_ids::bigint[])
    and first_contribution_at < (:as_of::date + 1)::timestamp at time zone 'utc'
  group by repository_id, month, source
),

deleted as (
  delete from kpi.new_contributors_monthly as stored
  where stored.repository_id = any (:repository_ids::bigint[])
    and not exists (
      select
      from counted
      where counted.repository_id = stored.repository_id
        and counted.month = stored.month
        and counted.source = stored.source
    )
  returning 1
),

written as (
  insert into kpi.new_contributors_monthly (
    repository_id, month, source, new_contributors, new_bots, new_without_account, definition_version, computed_at
  )
  select counted.*, :definition_version::int, :computed_at::timestamptz
  from counted
  -- `offset 0`: a look at the primary key for each.
  left join lateral (
    select *
    from kpi.new_contributors_monthly as summary
    where summary.repository_id = counted.repository_id
      and summary.month = counted.month
      and summary.source = counted.source
    offset 0
  ) as stored on true
  where stored.repository_id is null
    or (stored.new_contributors, stored.new_bots, stored.new_without_account, stored.definition_version)
      <> (counted.new_contributors, counted.new_bots, counted.new_without_account, :definition_version::int)
  order by counted.repository_id, counted.month, counted.source
  on conflict (repository_id, month, source) do update set
    new_contributors = excluded.new_contributors,
    new_bots = excluded.new_bots,
    new_without_account = excluded.new_without_account,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
