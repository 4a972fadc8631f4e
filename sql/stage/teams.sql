-- One page of GET /orgs/{org}/teams into github.team.
-- GitHub gives a team no date in its list: what differs is written, an unchanged row is not. A team that was taken for deleted, and
-- that a later answer shows again, comes back.
with page as (
  select distinct on (entry.id)
    entry.id as team_id,
    entry.name,
    entry.slug,
    entry.description,
    entry.privacy,
    (entry.parent ->> 'id')::bigint as parent_team_id
  from jsonb_to_recordset(:body::jsonb) as entry (
    id bigint,
    name text,
    slug text,
    description text,
    privacy text,
    parent jsonb
  )
  order by entry.id
),
before as (
  -- The first row from the key on: only the primary key gives it without a sort, so each row of the page is one look.
  -- With `=`, a plan made while the table is small may take another index and read all rows of the owner.
  select old.*
  from
    page,
    lateral (
      select *
      from github.team
      where (team.owner_id, team.team_id) >= (:owner_id::bigint, page.team_id)
      order by team.owner_id, team.team_id
      limit 1
    ) as old
  where old.owner_id = :owner_id::bigint and old.team_id = page.team_id
),
fresh as (
  select page.*
  from page
  left join before on before.team_id = page.team_id
  where before.team_id is null
    or before.deleted_at <= :answered_at::timestamptz
    or (page.name, page.slug, page.description, page.privacy, page.parent_team_id)
      is distinct from (before.name, before.slug, before.description, before.privacy, before.parent_team_id)
),
written as (
  insert into github.team as known (owner_id, team_id, name, slug, description, privacy, parent_team_id, first_seen_at)
  select
    :owner_id::bigint, team_id, name, slug, description, privacy, parent_team_id, :answered_at::timestamptz
  from fresh
  order by team_id
  on conflict (owner_id, team_id) do update set
    name = excluded.name,
    slug = excluded.slug,
    description = excluded.description,
    privacy = excluded.privacy,
    parent_team_id = excluded.parent_team_id,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
