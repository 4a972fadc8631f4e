-- One page of GET /repositories/{id}/deployments into github.deployment.
-- What differs is written, an unchanged row is not. A deployment that was taken for deleted, and that a
-- later answer shows again, comes back.
with page as (
  select distinct on (entry.id)
    entry.id as deployment_id,
    entry.sha,
    entry.ref,
    entry.task,
    entry.environment,
    entry.description,
    (entry.creator ->> 'id')::bigint as creator_id,
    coalesce(entry.transient_environment, false) as is_transient,
    coalesce(entry.production_environment, false) as is_production,
    entry.created_at,
    entry.id::text = any (:cleaned_ids::text[]) as is_cleaned
  from jsonb_to_recordset(:body::jsonb) as entry (
    id bigint,
    sha text,
    ref text,
    task text,
    environment text,
    description text,
    creator jsonb,
    transient_environment boolean,
    production_environment boolean,
    created_at timestamptz
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
      from github.deployment
      where (deployment.repository_id, deployment.deployment_id) >= (:repository_id::bigint, page.deployment_id)
      order by deployment.repository_id, deployment.deployment_id
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.deployment_id = page.deployment_id
),
fresh as (
  select page.*
  from page
  left join before on before.deployment_id = page.deployment_id
  where before.deployment_id is null
    or before.deleted_at <= :answered_at::timestamptz
    or (
      page.sha, page.ref, page.task, page.environment, page.description, page.creator_id, page.is_transient,
      page.is_production, page.created_at, page.is_cleaned
    ) is distinct from (
      before.sha, before.ref, before.task, before.environment, before.description, before.creator_id,
      before.is_transient, before.is_production, before.created_at, before.is_cleaned
    )
),
written as (
  insert into github.deployment as known (
    repository_id, deployment_id, sha, ref, task, environment, description, creator_id, is_transient, is_production,
    created_at, is_cleaned
  )
  select
    :repository_id::bigint, deployment_id, sha, ref, task, environment, description, creator_id, is_transient,
    is_production, created_at, is_cleaned
  from fresh
  order by deployment_id
  on conflict (repository_id, deployment_id) do update set
    sha = excluded.sha,
    ref = excluded.ref,
    task = excluded.task,
    environment = excluded.environment,
    description = excluded.description,
    creator_id = excluded.creator_id,
    is_transient = excluded.is_transient,
    is_production = excluded.is_production,
    created_at = excluded.created_at,
    is_cleaned = excluded.is_cleaned,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
