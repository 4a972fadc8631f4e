-- What speaks against an answer of /stats/contributors; kind null: nothing does, and it may replace the stored set.
--   contradiction: somebody's total is not the sum of the weeks.
--   empty: nobody has a commit in it, although the branch has commits of accounts (:branch is authored).
--   fewer: it has lost more than one person and more than a tenth of the stored ones, or all of them, or more than half of
--     their commits. A person is lost who is not listed any more, or with less than half of the commits; an account that is
--     nobody's now counts as the person without an account that came instead. A list of a hundred may have pushed out who
--     has no more commits than its last one. Who lost no more than what the stored commits say is not counted: a rewritten
--     branch proves itself, where every commit of it is here.
-- What nothing refutes is believed in the end: `fewer`, and `empty` where nothing is stored, when each answer since a
-- fortnight, on three days or more, said the same.
with entry as (
  select
    (contributor #>> '{author,id}')::bigint as account_id,
    coalesce((contributor ->> 'total')::bigint, 0) as total,
    (
      select coalesce(sum((week ->> 'c')::bigint), 0)
      from jsonb_array_elements(nullif(contributor -> 'weeks', 'null'::jsonb)) as week
    ) as commits
  from jsonb_array_elements(:body::jsonb) as list (contributor)
),
told as (
  select
    count(*) as listed,
    count(*) filter (where total <> commits) as contradicting,
    count(*) filter (where commits > 0) as people,
    coalesce(sum(commits), 0) as commits,
    count(*) filter (where commits > 0 and account_id is null) as nobodies,
    case when count(*) >= 100 then min(commits) else 0 end as least
  from entry
),
known as (
  select stored.account_id, sum(week.commits) as commits
  from github.contributor_stats as stored
  cross join lateral unnest(stored.week_commits) as week (commits)
  where stored.repository_id = :repository_id::bigint
  group by stored.contributor, stored.account_id
),
stored as (
  select
    count(*) as people,
    coalesce(sum(commits), 0) as commits,
    count(*) filter (where account_id is null) as nobodies
  from known
),
branch as (
  -- No row unless the whole branch is here.
  select true as is_here
  from sync.resource
  where subject_id = :repository_id::bigint and resource = 'commits'
    and complete_through is not null and complete_from is null
    and not exists (
      select
      from sync.gap
      where gap.subject_id = resource.subject_id and gap.resource = resource.resource and gap.is_open
    )
),
gone as (
  select count(*) as people
  from known
  left join (select account_id, sum(commits) as commits from entry group by account_id) as present using (account_id)
  where known.account_id is not null
    and coalesce(present.commits, 0) * 2 < known.commits
    and (present.account_id is not null or known.commits > (select least from told))
    and (
      not exists (select from branch)
      or coalesce(present.commits, 0) * 2 < (
        select count(*)
        from github.commit
        where commit.repository_id = :repository_id::bigint and commit.author_id = known.account_id
          and commit.deleted_at is null and not commit.is_merge
      )
    )
),
compared as (
  select
    told.*,
    stored.people as stored_people,
    stored.commits as stored_commits,
    greatest(0, gone.people + stored.nobodies - told.nobodies) as lost
  from told, stored, gone
),
judged as (
  select
    compared.*,
    case
      when contradicting > 0 then 'contradiction'
      when people = 0 and :branch::text = 'authored' then 'empty'
      when people = 0 and :branch::text = 'none' then null
      when people = 0 then 'fewer'
      when lost = stored_people and lost > 0 then 'fewer'
      when lost > 1 and lost * 10 > stored_people then 'fewer'
      when commits * 2 < stored_commits and (
        not exists (select from branch)
        or commits * 2 < (
          select count(*)
          from github.commit
          where commit.repository_id = :repository_id::bigint and commit.author_id is not null
            and commit.deleted_at is null and not commit.is_merge
        )
      ) then 'fewer'
    end as found
  from compared
)
select
  case when not coalesce(is_settled, false) then found end as kind,
  listed::int,
  contradicting::int,
  people::int,
  commits::bigint,
  stored_people::int,
  stored_commits::bigint,
  lost::int
from judged
left join lateral (
  select
    (found = 'fewer' or (found = 'empty' and stored_people = 0))
      and doubt.first_at <= :answered_at::timestamptz - interval '14 days'
      and doubt.days + ((doubt.last_at at time zone 'utc')::date < (:answered_at::timestamptz at time zone 'utc')::date)::int
        >= 3 as is_settled
  from sync.doubt
  where doubt.subject_id = :repository_id::bigint and doubt.resource = 'contributor_stats' and doubt.kind = found
) as repeated on true;
