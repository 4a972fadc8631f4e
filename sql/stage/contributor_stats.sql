-- GET /repositories/{id}/stats/contributors into github.contributor_stats: each fetch replaces the repository's set.
-- A null author is a person of its own, never merged with another (docs: metrics, "New contributors per month").
-- Months of first weeks that change are marked in sync.mark.
with entry as (
  select
    place,
    (author ->> 'id')::bigint as account_id,
    author ->> 'login' as login,
    coalesce(author ->> 'type' = 'Bot', false) or coalesce(author ->> 'login' like '%[bot]', false) as is_bot,
    coalesce((contributor ->> 'total')::bigint, 0) as total_commits,
    coalesce(contributor -> 'weeks', '[]') as weeks
  from
    jsonb_array_elements(:body::jsonb) with ordinality as list (contributor, place),
    lateral (select nullif(contributor -> 'author', 'null'::jsonb) as author) as person
),
person as (
  select distinct on (contributor)
    case
      when account_id is null then 'null:' || row_number() over (partition by account_id is null order by place)
      else 'account:' || account_id
    end as contributor,
    account_id, login, is_bot, total_commits, week.*
  from
    entry,
    lateral (
      select
        coalesce(array_agg(start order by start), '{}') as weeks,
        coalesce(array_agg(commits order by start), '{}') as week_commits,
        min(start) as first_week,
        (array_agg(commits order by start))[1] as first_week_commits
      from (
        select
          (to_timestamp((week ->> 'w')::bigint) at time zone 'utc')::date as start,
          (week ->> 'c')::bigint as commits
        from jsonb_array_elements(weeks) as week
        where (week ->> 'c')::bigint > 0
      ) as active
    ) as week
  order by contributor
),
gone as (
  delete from github.contributor_stats as known
  where known.repository_id = :repository_id::bigint
    and not exists (select 1 from person where person.contributor = known.contributor)
  returning first_week
),
written as (
  insert into github.contributor_stats as known (
    repository_id, contributor, account_id, login, is_bot, total_commits, first_week, first_week_commits, weeks,
    week_commits
  )
  select
    :repository_id::bigint, contributor, account_id, login, is_bot, total_commits, first_week, first_week_commits,
    weeks, week_commits
  from person
  on conflict (repository_id, contributor) do update set
    account_id = excluded.account_id,
    login = excluded.login,
    is_bot = excluded.is_bot,
    total_commits = excluded.total_commits,
    first_week = excluded.first_week,
    first_week_commits = excluded.first_week_commits,
    weeks = excluded.weeks,
    week_commits = excluded.week_commits
  where (
    known.account_id, known.login, known.is_bot, known.total_commits, known.first_week, known.first_week_commits,
    known.weeks, known.week_commits
  ) is distinct from (
    excluded.account_id, excluded.login, excluded.is_bot, excluded.total_commits, excluded.first_week,
    excluded.first_week_commits, excluded.weeks, excluded.week_commits
  )
  returning first_week, (xmax = 0) as is_new
),
marked as (
  insert into sync.mark (subject_id, source, month)
  select distinct :repository_id::bigint, 'contributor_stats', date_trunc('month', first_week)::date
  from (select first_week from gone union all select first_week from written) as changed
  where first_week is not null
  on conflict do nothing
)
select
  (select count(*) from person)::int as total,
  (select count(*) from written where is_new)::int as inserted,
  (select count(*) from written where not is_new)::int as updated,
  (select count(*) from gone)::int as deleted;
