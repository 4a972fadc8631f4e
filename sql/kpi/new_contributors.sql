-- Who contributed for the first time to :repository_ids, by GitHub's contributor statistics (source `stats`).
--   One row a list entry whose first week with a commit begins on or before :as_of; an entry without such a week has none.
--   month is the UTC month of that week's Sunday: a week that begins on 28 September can hold a first commit of 2 October.
--   Bots (kpi.is_bot) and entries without an account count; each entry without an account is a person of its own.
--   GitHub lists the 100 most active contributors at most and leaves merge commits out.
-- The set replaces a repository's former one, so who is no longer listed goes.
with listed as materialized (
  select
    repository_id,
    contributor,
    account_id,
    login,
    kpi.is_bot(login, is_bot) as is_bot,
    first_week::timestamp at time zone 'utc' as first_contribution_at,
    date_trunc('month', first_week::timestamp)::date as month,
    first_week_commits as total_commits_first_week
  from github.contributor_stats
  where repository_id = any (:repository_ids::bigint[]) and first_week <= :as_of::date
),

deleted as (
  delete from kpi.new_contributors as stored
  where stored.repository_id = any (:repository_ids::bigint[])
    and stored.source = 'stats'
    and not exists (
      select from listed where listed.repository_id = stored.repository_id and listed.contributor = stored.contributor
    )
  returning 1
),

written as (
  insert into kpi.new_contributors (
    repository_id, source, contributor, account_id, login, is_bot, first_contribution_at, month,
    total_commits_first_week, definition_version, computed_at
  )
  select
    listed.repository_id, 'stats', listed.contributor, listed.account_id, listed.login, listed.is_bot,
    listed.first_contribution_at, listed.month, listed.total_commits_first_week, :definition_version::int,
    :computed_at::timestamptz
  from listed
  -- `offset 0`: a look at the primary key for each.
  left join lateral (
    select *
    from kpi.new_contributors as summary
    where summary.repository_id = listed.repository_id
      and summary.source = 'stats'
      and summary.contributor = listed.contributor
    offset 0
  ) as stored on true
  where stored.repository_id is null
    or (
      stored.account_id, stored.login, stored.is_bot, stored.first_contribution_at,
      stored.total_commits_first_week, stored.definition_version
    ) is distinct from (
      listed.account_id, listed.login, listed.is_bot, listed.first_contribution_at,
      listed.total_commits_first_week, :definition_version::int
    )
  order by listed.repository_id, listed.contributor
  on conflict (repository_id, source, contributor) do update set
    account_id = excluded.account_id,
    login = excluded.login,
    is_bot = excluded.is_bot,
    first_contribution_at = excluded.first_contribution_at,
    month = excluded.month,
    total_commits_first_week = excluded.total_commits_first_week,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
