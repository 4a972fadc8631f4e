-- Who contributed for the first time, in the pairs of :repository_ids and :months, from kpi.contributions_monthly, which must be
-- computed first. A person has one row for each source:
--   commits               the first non-merge commit on the default branch, by author date.
--   pull_requests_opened  the first pull request that the person opened.
--   pull_requests_merged  the first pull request of the person's that was merged, by the time of the merge.
--   any                   the first contribution of any kind but a merge; of known people alone: kpi.contributors_monthly counts them.
-- Bots count, and so does who has no account: a commit's address is one person; each commit without an address, and each
-- pull request of a deleted account, is a person of its own. Bots are told by kpi.is_bot.
with touched as materialized (
  select distinct given.repository_id, given.month
  from unnest(:repository_ids::bigint[], :months::date[]) as given (repository_id, month)
),

-- Who has a first contribution there, or may have had one. `offset 0`: a look at the indexes for each month.
candidate as materialized (
  select touched.repository_id, role.source, contributed.contributor
  from touched
  cross join lateral (
    select monthly.contributor, monthly.kind
    from kpi.contributions_monthly as monthly
    where monthly.repository_id = touched.repository_id and monthly.month = touched.month
    offset 0
  ) as contributed
  cross join lateral (values (contributed.kind), ('any')) as role (source)
  where role.source in ('commits', 'pull_requests_opened', 'pull_requests_merged')
    or (role.source = 'any' and contributed.kind <> 'pull_requests_merged' and contributed.contributor not like 'null:%')
  union
  select touched.repository_id, known.source, known.contributor
  from touched
  cross join (values ('commits'), ('pull_requests_opened'), ('pull_requests_merged'), ('any')) as role (source)
  cross join lateral (
    select stored.source, stored.contributor
    from kpi.new_contributors as stored
    where stored.repository_id = touched.repository_id and stored.source = role.source and stored.month = touched.month
    offset 0
  ) as known
),

found as materialized (
  select
    candidate.repository_id,
    candidate.source,
    candidate.contributor,
    first.account_id,
    first.first_at,
    first.month,
    known.stored,
    known.place
  from candidate
  left join lateral (
    select monthly.account_id, monthly.first_at, monthly.month
    from kpi.contributions_monthly as monthly
    where monthly.repository_id = candidate.repository_id
      and monthly.contributor = candidate.contributor
      and case candidate.source when 'any' then monthly.kind <> 'pull_requests_merged' else monthly.kind = candidate.source end
    order by monthly.first_at
    limit 1
  ) as first on true
  left join lateral (
    select stored, stored.ctid as place
    from kpi.new_contributors as stored
    where stored.repository_id = candidate.repository_id
      and stored.source = candidate.source
      and stored.contributor = candidate.contributor
    offset 0
  ) as known on true
),

-- Each account is judged once, however often it is found: looking at the rules takes longer than all the rest.
verdict as materialized (
  select person.account_id, kpi.is_bot(account.login, account.is_bot) as is_bot
  from (select distinct account_id from found where account_id is not null) as person
  cross join lateral (
    select login, is_bot from github.account where account.account_id = person.account_id offset 0
  ) as account
),

-- A full join is never done by comparing each row with each.
judged as materialized (
  select
    found.repository_id, found.source, found.contributor, account_id, found.first_at, found.month,
    coalesce(verdict.is_bot, false) as is_bot, found.stored, found.place
  from found
  full join verdict using (account_id)
),

-- By place, which no one else changes while the family is locked: by key, the planner may read the whole table instead.
deleted as (
  delete from kpi.new_contributors
  where ctid = any (array(select place from judged where month is null and place is not null))
  returning 1
),

written as (
  insert into kpi.new_contributors (
    repository_id, source, contributor, account_id, is_bot, first_contribution_at, month, definition_version, computed_at
  )
  select
    judged.repository_id, judged.source, judged.contributor, judged.account_id, judged.is_bot, judged.first_at, judged.month,
    :definition_version::int, :computed_at::timestamptz
  from judged
  where judged.month is not null
    and (
      (judged.stored).account_id, (judged.stored).login, (judged.stored).is_bot, (judged.stored).first_contribution_at,
      (judged.stored).month, (judged.stored).total_commits_first_week, (judged.stored).definition_version
    ) is distinct from (
      judged.account_id, null::text, judged.is_bot, judged.first_at, judged.month, null::bigint, :definition_version::int
    )
  order by judged.repository_id, judged.source, judged.contributor
  on conflict (repository_id, source, contributor) do update set
    account_id = excluded.account_id,
    login = null,
    is_bot = excluded.is_bot,
    first_contribution_at = excluded.first_contribution_at,
    month = excluded.month,
    total_commits_first_week = null,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
