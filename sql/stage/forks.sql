-- One page of GET /repositories/{id}/forks, whose rows are repositories, into github.fork.
-- What differs is written, an unchanged row is not. A fork that was taken for deleted, and that a later
-- answer shows again, comes back.
with page as (
  select distinct on (entry.id)
    entry.id as fork_id,
    (entry.owner ->> 'id')::bigint as owner_id,
    entry.full_name as name,
    entry.created_at,
    entry.pushed_at,
    entry.stargazers_count as stars,
    coalesce(entry.archived, false) as is_archived
  from jsonb_to_recordset(:body::jsonb) as entry (
    id bigint,
    owner jsonb,
    full_name text,
    created_at timestamptz,
    pushed_at timestamptz,
    stargazers_count bigint,
    archived boolean
  )
  order by entry.id
),
before as (
  -- The first row from the key on: only the primary key gives it without a sort, so each row of the page is one look.
  -- With `=`, a plan made while the table is small may take another index and read all rows of the repository.
  select old.*
  from
    page,
    lateral (
      select *
      from github.fork
      where (fork.repository_id, fork.fork_id) >= (:repository_id::bigint, page.fork_id)
      order by fork.repository_id, fork.fork_id
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.fork_id = page.fork_id
),
fresh as (
  select page.*
  from page
  left join before on before.fork_id = page.fork_id
  where before.fork_id is null
    or before.deleted_at <= :answered_at::timestamptz
    or (page.owner_id, page.name, page.created_at, page.pushed_at, page.stars, page.is_archived)
      is distinct from (
        before.owner_id, before.name, before.created_at, before.pushed_at, before.stars, before.is_archived
      )
),
written as (
  insert into github.fork as known (repository_id, fork_id, owner_id, name, created_at, pushed_at, stars, is_archived)
  select :repository_id::bigint, fork_id, owner_id, name, created_at, pushed_at, stars, is_archived
  from fresh
  order by fork_id
  on conflict (repository_id, fork_id) do update set
    owner_id = excluded.owner_id,
    name = excluded.name,
    created_at = excluded.created_at,
    pushed_at = excluded.pushed_at,
    stars = excluded.stars,
    is_archived = excluded.is_archived,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
