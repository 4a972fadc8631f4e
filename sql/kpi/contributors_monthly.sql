-- People by UTC month, of :repository_ids; counted from kpi.contributions_monthly and kpi.new_contributors (source `any`), which
-- must be computed first.
--   active     people who contributed in the month: a non-merge commit on the default branch (by author date), an issue or a
--              pull request that they opened, a review that they submitted, a comment on an issue, a pull request or a line.
--   new        those of them who had never contributed before.
--   returning  those who had: active - new. There is no threshold: one earlier contribution makes a person return.
--   active_bots, new_bots, returning_bots  the same of bots, which are in none of the above.
-- A person is an account, or the address of commits that belongs to none. Who is not known is nobody: deleted accounts, and
-- commits without an address.
-- A row for every month from the first contribution to the month of :as_of. Only the pairs of :repository_ids and :months, and
-- months without a row, are counted by looking at who was active; who is new is counted for all.
with repository as materialized (
  select distinct repository_id from unnest(:repository_ids::bigint[]) as given (repository_id)
),

touched as materialized (
  select distinct given.repository_id, given.month, true as is_touched
  from unnest(:repository_ids::bigint[], :months::date[]) as given (repository_id, month)
),

-- `offset 0`, here and below: a look at the index for each.
came as materialized (
  select repository.repository_id, person.month, person.people, person.bots
  from repository
  cross join lateral (
    select
      month,
      (count(*) filter (where not is_bot))::int as people,
      (count(*) filter (where is_bot))::int as bots
    from kpi.new_contributors as stored
    where stored.repository_id = repository.repository_id and stored.source = 'any'
    group by month
    offset 0
  ) as person
),

step as materialized (
  select first.repository_id, steps.month, true as is_step
  from (select repository_id, min(month) as month from came group by repository_id) as first
  cross join lateral kpi.months(first.month, date_trunc('month', :as_of::date::timestamp)::date) as steps (month)
),

former as materialized (
  select repository.repository_id, found.month, found.stored, found.place
  from repository
  cross join lateral (
    select stored.month, stored, stored.ctid as place
    from kpi.contributors_monthly as stored
    where stored.repository_id = repository.repository_id
    offset 0
  ) as found
),

-- Full joins, here and below, are never done by comparing each row with each.
frame as materialized (
  select
    repository_id, month, step.is_step, touched.is_touched, coalesce(came.people, 0) as new_people,
    coalesce(came.bots, 0) as new_bots, former.stored, former.place
  from step
  full join touched using (repository_id, month)
  full join came using (repository_id, month)
  full join former using (repository_id, month)
),

counted as materialized (
  select frame.repository_id, frame.month, person.people, person.bots
  from frame
  cross join lateral (
    select
      (count(*) filter (where not known.is_bot))::int as people,
      (count(*) filter (where known.is_bot))::int as bots
    from (
      select distinct monthly.contributor
      from kpi.contributions_monthly as monthly
      where monthly.repository_id = frame.repository_id
        and monthly.month = frame.month
        and monthly.kind <> 'pull_requests_merged'
        and monthly.contributor not like 'null:%'
    ) as contributed
    cross join lateral (
      select is_bot
      from kpi.new_contributors as stored
      where stored.repository_id = frame.repository_id
        and stored.source = 'any'
        and stored.contributor = contributed.contributor
      offset 0
    ) as known
    offset 0
  ) as person
  where frame.is_step and (frame.is_touched or frame.place is null)
),

merged as materialized (
  select
    repository_id, month, frame.is_step, frame.new_people, frame.new_bots, frame.stored,
    coalesce(counted.people, (frame.stored).active) as active,
    coalesce(counted.bots, (frame.stored).active_bots) as active_bots
  from frame
  full join counted using (repository_id, month)
),

-- By place, which no one else changes while the family is locked: by key, the planner may read the whole table instead.
deleted as (
  delete from kpi.contributors_monthly
  where ctid = any (array(select place from frame where is_step is null and place is not null))
  returning 1
),

written as (
  insert into kpi.contributors_monthly (
    repository_id, month, active, "new", "returning", active_bots, new_bots, returning_bots, definition_version, computed_at
  )
  select
    repository_id, month, active, new_people, active - new_people, active_bots, new_bots, active_bots - new_bots,
    :definition_version::int, :computed_at::timestamptz
  from merged
  where is_step
    and (
      (stored).active, (stored).new, (stored)."returning", (stored).active_bots, (stored).new_bots, (stored).returning_bots,
      (stored).definition_version
    ) is distinct from (
      active, new_people, active - new_people, active_bots, new_bots, active_bots - new_bots, :definition_version::int
    )
  order by repository_id, month
  on conflict (repository_id, month) do update set
    active = excluded.active,
    "new" = excluded.new,
    "returning" = excluded."returning",
    active_bots = excluded.active_bots,
    new_bots = excluded.new_bots,
    returning_bots = excluded.returning_bots,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
