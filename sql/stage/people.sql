-- One page of a list of an organisation's people into one of the tables of github that hold times in which somebody was shown: a new
-- row for everybody who has no open one, unless a later look than this found them gone. Since when they are there is known where
-- the whole list was read before and had not shown them.
with page as (
  select distinct entry.id as account_id
  from jsonb_to_recordset(:body::jsonb) as entry (id bigint)
),
earlier as (
  select exists (
    select
    from sync.resource
    where subject_id = :owner_id::bigint and resource = :resource and complete_through is not null
  ) as is_loaded
),
written as (
  insert into github.:"table" as known (owner_id, account_id, first_seen_at, joined_at)
  select
    :owner_id::bigint, account_id, :answered_at::timestamptz, case when is_loaded then :answered_at::timestamptz end
  from page
  cross join earlier
  where not exists (
    select
    from github.:"table" as shown
    where shown.owner_id = :owner_id::bigint and shown.account_id = page.account_id
      and (shown.left_at is null or shown.left_at > :answered_at::timestamptz)
  )
  order by account_id
  on conflict do nothing
  returning account_id
)
select count(*)::int as inserted, 0 as updated from written;
