-- The accounts that an answer names, into github.account; `:paths` are jsonpaths such as $[*].user.
-- The newest answer wins; an unchanged account is not written. What has no id or no login is left out: a person whose
-- account is gone, an empty object. Answers that name accounts without their type (events) leave a known type as it is.
with person as (
  select distinct on (account_id)
    (account ->> 'id')::bigint as account_id,
    account ->> 'login' as login,
    account ->> 'type' as account_type,
    coalesce(account ->> 'type' = 'Bot', false) or account ->> 'login' like '%[bot]' as is_bot
  from
    unnest(:paths::text[]) as wanted (path),
    jsonb_path_query(:body::jsonb, wanted.path::jsonpath) as mentioned (account)
  where account ->> 'id' is not null and account ->> 'login' is not null
  order by account_id, account ->> 'type' nulls last
),
changed as (
  -- The first row from the key on: only the primary key gives it without a sort, so each person is one look, whatever the
  -- table held when this was planned.
  select
    person.account_id,
    person.login,
    coalesce(person.account_type, old.account_type) as account_type,
    person.is_bot or (person.account_type is null and coalesce(old.is_bot, false)) as is_bot
  from person
  left join lateral (
    select * from github.account where account.account_id >= person.account_id order by account.account_id limit 1
  ) as old on old.account_id = person.account_id
  where old.account_id is null
    or (old.answered_at <= :answered_at::timestamptz
      and (old.login, old.account_type, old.is_bot) is distinct from (
        person.login,
        coalesce(person.account_type, old.account_type),
        person.is_bot or (person.account_type is null and old.is_bot)
      ))
),
written as (
  insert into github.account as known (account_id, login, account_type, is_bot, answered_at)
  select account_id, login, account_type, is_bot, :answered_at::timestamptz
  from changed
  -- Two pages that write the same people wait for each other and never deadlock.
  order by account_id
  on conflict (account_id) do update set
    login = excluded.login,
    account_type = excluded.account_type,
    is_bot = excluded.is_bot,
    answered_at = excluded.answered_at
  where known.answered_at <= excluded.answered_at
  returning account_id
)
select count(*)::int as accounts from written;
