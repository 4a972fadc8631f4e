-- Contributor absence factor (CHAOSS; formerly bus factor) by UTC month, of the pairs of :repository_ids and :months, and of months
-- without a row.
--   commits       non-merge commits on the default branch of the twelve months up to the month's end, by author date; in the
--                 month of :as_of, up to the end of that day. Of people alone: not of bots, and not where nobody knows whose.
--   contributors  the people who made them: accounts, and addresses that belong to none.
--   contributor_absence_factor
--                 the smallest number of people who made at least half of them (CHAOSS: 50 %, reached, not passed); null
--                 without a commit.
-- A row for every month from that of the first commit to that of :as_of.
with bound as (
  select
    date_trunc('month', :as_of::date::timestamp)::date as last_month,
    (:as_of::date + 1)::timestamp at time zone 'utc' as as_of_end
),

repository as materialized (
  select distinct repository_id from unnest(:repository_ids::bigint[]) as given (repository_id)
),

touched as materialized (
  select distinct given.repository_id, given.month, true as is_touched
  from unnest(:repository_ids::bigint[], :months::date[]) as given (repository_id, month)
),

-- `offset 0`, here and below: a look at the index for each.
step as materialized (
  select repository.repository_id, steps.month, true as is_step
  from repository
  cross join bound
  cross join lateral (
    select authored_at
    from github.commit
    where commit.repository_id = repository.repository_id
      and not commit.is_merge
      and commit.deleted_at is null
      and commit.authored_at < bound.as_of_end
    order by authored_at
    limit 1
  ) as first
  cross join lateral kpi.months((first.authored_at at time zone 'utc')::date, bound.last_month) as steps (month)
),

former as materialized (
  select repository.repository_id, found.month, found.stored, found.place
  from repository
  cross join lateral (
    select stored.month, stored, stored.ctid as place
    from kpi.contributor_absence_monthly as stored
    where stored.repository_id = repository.repository_id
    offset 0
  ) as found
),

-- Full joins, here and below, are never done by comparing each row with each.
frame as materialized (
  select repository_id, month, step.is_step, touched.is_touched, former.stored, former.place
  from step
  full join touched using (repository_id, month)
  full join former using (repository_id, month)
),

wanted as materialized (
  select repository_id, month, true as is_wanted
  from frame
  where is_step and (is_touched or place is null)
),

-- Each month is looked at once, however many windows it is in.
needed as materialized (
  select distinct wanted.repository_id, (wanted.month - make_interval(months => back))::date as month
  from wanted
  cross join generate_series(0, 11) as back
),

contributed as materialized (
  select needed.repository_id, needed.month, found.contributor, found.account_id, found.commits
  from needed
  cross join bound
  cross join lateral (
    select contribution.contributor, min(contribution.account_id) as account_id, count(*)::int as commits
    from kpi.contribution
    where contribution.kind = 'commits'
      and contribution.repository_id = needed.repository_id
      and contribution.contributed_at >= needed.month::timestamp at time zone 'utc'
      and contribution.contributed_at < least(
        (needed.month::timestamp + interval '1 month') at time zone 'utc', bound.as_of_end
      )
      and contribution.contributor not like 'null:%'
    group by contribution.contributor
    offset 0
  ) as found
),

-- Each account is judged once, as in kpi/first_contributions.sql.
verdict as materialized (
  select person.account_id, kpi.is_bot(account.login, account.is_bot) as is_bot
  from (select distinct account_id from contributed where account_id is not null) as person
  cross join lateral (
    select login, is_bot from github.account where account.account_id = person.account_id offset 0
  ) as account
),

person_month as materialized (
  select contributed.repository_id, contributed.month, contributed.contributor, contributed.commits
  from contributed
  full join verdict using (account_id)
  where not coalesce(verdict.is_bot, false)
),

-- A commit is in the windows of its own month and of the eleven after it; those that nobody asked for are dropped below.
person as (
  select
    person_month.repository_id,
    (person_month.month + make_interval(months => step))::date as month,
    person_month.contributor,
    sum(person_month.commits)::int as commits
  from person_month
  cross join generate_series(0, 11) as step
  group by 1, 2, 3
),

ranked as (
  select
    repository_id,
    month,
    commits,
    row_number() over ranking as rank,
    sum(commits) over ranking as reached,
    sum(commits) over (partition by repository_id, month) as all_commits
  from person
  window ranking as (partition by repository_id, month order by commits desc, contributor rows unbounded preceding)
),

factor as (
  select
    repository_id,
    month,
    max(all_commits)::int as commits,
    count(*)::int as contributors,
    (min(rank) filter (where 2 * reached >= all_commits))::int as contributor_absence_factor
  from ranked
  group by repository_id, month
),

counted as materialized (
  select
    repository_id,
    month,
    wanted.is_wanted,
    coalesce(factor.commits, 0) as commits,
    coalesce(factor.contributors, 0) as contributors,
    factor.contributor_absence_factor
  from wanted
  full join factor using (repository_id, month)
),

compared as materialized (
  select
    repository_id, month, counted.is_wanted, counted.commits, counted.contributors, counted.contributor_absence_factor,
    frame.stored
  from counted
  full join frame using (repository_id, month)
),

-- By place, which no one else changes while the family is locked: by key, the planner may read the whole table instead.
deleted as (
  delete from kpi.contributor_absence_monthly
  where ctid = any (array(select place from frame where is_step is null and place is not null))
  returning 1
),

written as (
  insert into kpi.contributor_absence_monthly (
    repository_id, month, commits, contributors, contributor_absence_factor, definition_version, computed_at
  )
  select
    repository_id, month, commits, contributors, contributor_absence_factor, :definition_version::int,
    :computed_at::timestamptz
  from compared
  where is_wanted
    and (
      (stored).commits, (stored).contributors, (stored).contributor_absence_factor, (stored).definition_version
    ) is distinct from (commits, contributors, contributor_absence_factor, :definition_version::int)
  order by repository_id, month
  on conflict (repository_id, month) do update set
    commits = excluded.commits,
    contributors = excluded.contributors,
    contributor_absence_factor = excluded.contributor_absence_factor,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
