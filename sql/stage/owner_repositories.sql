-- One page of the repositories of an owner, or one of them as it shows itself, into github.owner_repository.
-- What differs is written, an unchanged row is not. One that was found to have left, and that a later answer shows again,
-- comes back and keeps its dates. One that belongs to somebody else by now has left.
with page as (
  select distinct on (entry.id)
    entry.id as repository_id,
    (entry.owner ->> 'id')::bigint = :owner_id::bigint as is_here,
    entry.name,
    entry.full_name,
    coalesce(entry.private, false) as is_private,
    entry.visibility,
    coalesce(entry.fork, false) as is_fork,
    coalesce(entry.archived, false) as is_archived,
    coalesce(entry.disabled, false) as is_disabled,
    entry.created_at,
    entry.pushed_at
  from jsonb_to_recordset(:body::jsonb) as entry (
    id bigint,
    owner jsonb,
    name text,
    full_name text,
    private boolean,
    visibility text,
    fork boolean,
    archived boolean,
    disabled boolean,
    created_at timestamptz,
    pushed_at timestamptz
  )
  order by entry.id
),
before as (
  select known.*
  from page
  join github.owner_repository as known
    on known.owner_id = :owner_id::bigint and known.repository_id = page.repository_id
),
fresh as (
  select page.*, dates.joined_at, dates.returned_at
  from page
  left join before using (repository_id)
  -- A rebuild makes the row anew: its dates are kept beside it.
  left join lateral (
    select min(period.joined_at) as joined_at, max(period.joined_at) as returned_at
    from github.owner_repository_period as period
    where period.owner_id = :owner_id::bigint and period.repository_id = page.repository_id
  ) as dates on true
  where page.is_here and (
    before.repository_id is null
    or before.left_at <= :answered_at::timestamptz
    or (
      page.name, page.is_private, page.visibility, page.is_fork, page.is_archived, page.is_disabled, page.created_at, page.pushed_at
    ) is distinct from (
      before.name, before.is_private, before.visibility, before.is_fork, before.is_archived, before.is_disabled, before.created_at,
      before.pushed_at
    )
  )
),
written as (
  insert into github.owner_repository as known (
    owner_id, repository_id, name, is_private, visibility, is_fork, is_archived, is_disabled, created_at, pushed_at, joined_at, returned_at
  )
  select
    :owner_id::bigint, repository_id, name, is_private, visibility, is_fork, is_archived, is_disabled, created_at, pushed_at,
    coalesce(joined_at, :answered_at::timestamptz),
    nullif(returned_at, joined_at)
  from fresh
  order by repository_id
  on conflict (owner_id, repository_id) do update set
    name = excluded.name,
    is_private = excluded.is_private,
    visibility = excluded.visibility,
    is_fork = excluded.is_fork,
    is_archived = excluded.is_archived,
    is_disabled = excluded.is_disabled,
    created_at = excluded.created_at,
    pushed_at = excluded.pushed_at,
    returned_at = case when known.left_at <= :answered_at::timestamptz then :answered_at::timestamptz else known.returned_at end,
    left_at = case when known.left_at > :answered_at::timestamptz then known.left_at end,
    moved_to = case when known.left_at > :answered_at::timestamptz then known.moved_to end
  returning (xmax = 0) as is_new
),
moved as (
  update github.owner_repository as known set
    left_at = coalesce(known.left_at, :answered_at::timestamptz),
    moved_to = page.full_name
  from page
  where not page.is_here and known.owner_id = :owner_id::bigint and known.repository_id = page.repository_id
    and (known.left_at is null or known.moved_to is distinct from page.full_name)
  returning 1
)
select
  (select count(*) filter (where is_new) from written)::int as inserted,
  ((select count(*) filter (where not is_new) from written) + (select count(*) from moved))::int as updated;
