-- One page of GET /repositories/{id}/labels into github.label.
-- GitHub gives a label no date: what differs is written, an unchanged row is not. A label that was taken for deleted, and
-- that a later answer shows again, comes back. A name that changed leaves the old one in github.label_former_name.
with page as (
  select distinct on (entry.id)
    entry.id as label_id,
    entry.name,
    entry.color,
    entry.description,
    coalesce(entry."default", false) as is_default
  from jsonb_to_recordset(:body::jsonb) as entry (
    id bigint,
    name text,
    color text,
    description text,
    "default" boolean
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
      from github.label
      where (label.repository_id, label.label_id) >= (:repository_id::bigint, page.label_id)
      order by label.repository_id, label.label_id
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.label_id = page.label_id
),
fresh as (
  select page.*
  from page
  left join before on before.label_id = page.label_id
  where before.label_id is null
    or before.deleted_at <= :answered_at::timestamptz
    or (page.name, page.color, page.description, page.is_default)
      is distinct from (before.name, before.color, before.description, before.is_default)
),
renamed as (
  insert into github.label_former_name (repository_id, label_id, name, until_at)
  select :repository_id::bigint, page.label_id, before.name, :answered_at::timestamptz
  from page
  join before on before.label_id = page.label_id
  where page.name <> before.name
  order by page.label_id
  on conflict (repository_id, label_id, until_at) do nothing
),
written as (
  insert into github.label as known (repository_id, label_id, name, color, description, is_default)
  select :repository_id::bigint, label_id, name, color, description, is_default
  from fresh
  order by label_id
  on conflict (repository_id, label_id) do update set
    name = excluded.name,
    color = excluded.color,
    description = excluded.description,
    is_default = excluded.is_default,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
