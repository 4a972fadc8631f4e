-- One page of GET /repositories/{id}/releases into github.release.
-- What differs is written, an unchanged row is not. A release that was taken for deleted, and that a
-- later answer shows again, comes back.
-- Months in which it was published, before and now, are marked in sync.mark.
with page as (
  select distinct on (entry.id)
    entry.id as release_id,
    coalesce(entry.tag_name, '') as tag_name,
    entry.name,
    entry.body,
    (entry.author ->> 'id')::bigint as author_id,
    coalesce(entry.draft, false) as is_draft,
    coalesce(entry.prerelease, false) as is_prerelease,
    entry.created_at,
    entry.published_at,
    entry.id::text = any (:cleaned_ids::text[]) as is_cleaned
  from jsonb_to_recordset(:body::jsonb) as entry (
    id bigint,
    tag_name text,
    name text,
    body text,
    author jsonb,
    draft boolean,
    prerelease boolean,
    created_at timestamptz,
    published_at timestamptz
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
      from github.release
      where (release.repository_id, release.release_id) >= (:repository_id::bigint, page.release_id)
      order by release.repository_id, release.release_id
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.release_id = page.release_id
),
fresh as (
  select page.*
  from page
  left join before on before.release_id = page.release_id
  where before.release_id is null
    or before.deleted_at <= :answered_at::timestamptz
    or (
      page.tag_name, page.name, page.body, page.author_id, page.is_draft, page.is_prerelease, page.created_at,
      page.published_at, page.is_cleaned
    ) is distinct from (
      before.tag_name, before.name, before.body, before.author_id, before.is_draft, before.is_prerelease,
      before.created_at, before.published_at, before.is_cleaned
    )
),
written as (
  insert into github.release as known (
    repository_id, release_id, tag_name, name, body, author_id, is_draft, is_prerelease, created_at, published_at,
    is_cleaned
  )
  select
    :repository_id::bigint, release_id, tag_name, name, body, author_id, is_draft, is_prerelease, created_at,
    published_at, is_cleaned
  from fresh
  order by release_id
  on conflict (repository_id, release_id) do update set
    tag_name = excluded.tag_name,
    name = excluded.name,
    body = excluded.body,
    author_id = excluded.author_id,
    is_draft = excluded.is_draft,
    is_prerelease = excluded.is_prerelease,
    created_at = excluded.created_at,
    published_at = excluded.published_at,
    is_cleaned = excluded.is_cleaned,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end
  returning release_id, published_at, (xmax = 0) as is_new
),
marked as (
  insert into sync.mark (subject_id, source, month)
  select distinct :repository_id::bigint, 'releases', date_trunc('month', counted.at at time zone 'utc')::date
  from
    written
    left join before using (release_id),
    lateral (values (written.published_at), (before.published_at)) as counted (at)
  where counted.at is not null
  on conflict do nothing
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
