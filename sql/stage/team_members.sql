-- One page of GET /organizations/{id}/team/{id}/members into github.team_member: a new row for everybody who has no open one, unless a
-- later look than this found them gone; what GitHub tells of the open ones is brought up to date, and stays where it tells nothing.
-- The team is in the address that was asked. Since when somebody is in it is known where its whole list was read before.
with page as (
  select distinct on (entry.id)
    substring(:url::text from '/team/([0-9]+)/')::bigint as team_id,
    entry.id as account_id,
    entry.role,
    entry.inherited as is_inherited
  from jsonb_to_recordset(:body::jsonb) as entry (id bigint, role text, inherited boolean)
  order by entry.id
),
earlier as (
  select item.item is not null as is_loaded
  from (select substring(:url::text from '/team/([0-9]+)/') as team_id) as asked
  left join sync.item
    on item.subject_id = :owner_id::bigint and item.resource = 'team_members'
    and item.item = 'team/' || asked.team_id and item.read_version is not null
),
updated as (
  update github.team_member as known set
    role = coalesce(page.role, known.role),
    is_inherited = coalesce(page.is_inherited, known.is_inherited)
  from page
  where known.owner_id = :owner_id::bigint and known.team_id = page.team_id and known.account_id = page.account_id
    and known.left_at is null
    and (coalesce(page.role, known.role), coalesce(page.is_inherited, known.is_inherited))
      is distinct from (known.role, known.is_inherited)
  returning known.account_id
),
written as (
  insert into github.team_member as known (owner_id, team_id, account_id, first_seen_at, joined_at, role, is_inherited)
  select
    :owner_id::bigint, team_id, account_id, :answered_at::timestamptz, case when is_loaded then :answered_at::timestamptz end,
    role, is_inherited
  from page
  cross join earlier
  where not exists (
    select
    from github.team_member as shown
    where shown.owner_id = :owner_id::bigint and shown.team_id = page.team_id and shown.account_id = page.account_id
      and (shown.left_at is null or shown.left_at > :answered_at::timestamptz)
  )
  order by account_id
  on conflict do nothing
  returning account_id
)
select (select count(*)::int from written) as inserted, (select count(*)::int from updated) as updated;
