-- One page of GET /repositories/{id}/pulls, or one pull request as an array of one, into github.pull_request.
-- The newest copy wins: a row is written when it is new, when its updated_at is later, or when it differs at the same
-- updated_at (a fork may be gone); an unchanged row is not written at all. Requested reviewers and teams are replaced
-- with their row; a team is named by its slug.
-- A row that was taken for deleted, and that a later answer shows again, comes back as that answer shows it.
with page as (
  select distinct on (entry.id)
    entry.id as pull_request_id,
    entry.number,
    entry.state,
    coalesce(entry.title, '') as title,
    (entry."user" ->> 'id')::bigint as author_id,
    entry.author_association,
    coalesce(entry.draft, false) as is_draft,
    entry.base ->> 'ref' as base_ref,
    entry.base ->> 'sha' as base_sha,
    entry.head ->> 'ref' as head_ref,
    entry.head ->> 'sha' as head_sha,
    (entry.head #>> '{repo,id}')::bigint as head_repository_id,
    array(
      select (account ->> 'id')::bigint
      from jsonb_array_elements(coalesce(entry.requested_reviewers, '[]')) as requested (account)
      where account ->> 'id' is not null
    ) as requested_reviewer_ids,
    array(
      select coalesce(team ->> 'slug', team ->> 'name')
      from jsonb_array_elements(coalesce(entry.requested_teams, '[]')) as requested (team)
      where coalesce(team ->> 'slug', team ->> 'name') is not null
    ) as requested_teams,
    entry.created_at,
    entry.updated_at,
    entry.closed_at,
    entry.merged_at,
    entry.id::text = any (:cleaned_ids::text[]) as is_cleaned
  from
    rows from (
      jsonb_to_recordset(:body::jsonb) as (
        id bigint,
        number bigint,
        state text,
        title text,
        "user" jsonb,
        author_association text,
        draft boolean,
        base jsonb,
        head jsonb,
        requested_reviewers jsonb,
        requested_teams jsonb,
        created_at timestamptz,
        updated_at timestamptz,
        closed_at timestamptz,
        merged_at timestamptz
      )
    ) with ordinality as entry
  order by entry.id, entry.updated_at desc, entry.ordinality desc
),
before as (
  -- The first row from the key on: only the primary key gives it without a sort, so each row of the page is one look.
  -- With `=`, a plan made while the table is small may take another index and read all rows of the repository.
  select old.*
  from
    page,
    lateral (
      select *
      from github.pull_request
      where (pull_request.repository_id, pull_request.pull_request_id) >= (:repository_id::bigint, page.pull_request_id)
      order by pull_request.repository_id, pull_request.pull_request_id
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.pull_request_id = page.pull_request_id
),
fresh as (
  select page.*
  from page
  left join before on before.pull_request_id = page.pull_request_id
  where before.pull_request_id is null
    or before.deleted_at <= :answered_at::timestamptz
    or page.updated_at > before.updated_at
    or (page.updated_at = before.updated_at
      and (
        page.number, page.state, page.title, page.author_id, page.author_association, page.is_draft, page.base_ref,
        page.base_sha, page.head_ref, page.head_sha, page.head_repository_id, page.requested_reviewer_ids,
        page.requested_teams, page.created_at, page.closed_at, page.merged_at, page.is_cleaned
      ) is distinct from (
        before.number, before.state, before.title, before.author_id, before.author_association, before.is_draft,
        before.base_ref, before.base_sha, before.head_ref, before.head_sha, before.head_repository_id,
        before.requested_reviewer_ids, before.requested_teams, before.created_at, before.closed_at, before.merged_at,
        before.is_cleaned
      ))
),
written as (
  insert into github.pull_request as known (
    repository_id, pull_request_id, number, state, title, author_id, author_association, is_draft, base_ref, base_sha,
    head_ref, head_sha, head_repository_id, requested_reviewer_ids, requested_teams, created_at, updated_at, closed_at,
    merged_at, is_cleaned
  )
  select
    :repository_id::bigint, pull_request_id, number, state, title, author_id, author_association, is_draft, base_ref,
    base_sha, head_ref, head_sha, head_repository_id, requested_reviewer_ids, requested_teams, created_at, updated_at,
    closed_at, merged_at, is_cleaned
  from fresh
  order by pull_request_id
  on conflict (repository_id, pull_request_id) do update set
    number = excluded.number,
    state = excluded.state,
    title = excluded.title,
    author_id = excluded.author_id,
    author_association = excluded.author_association,
    is_draft = excluded.is_draft,
    base_ref = excluded.base_ref,
    base_sha = excluded.base_sha,
    head_ref = excluded.head_ref,
    head_sha = excluded.head_sha,
    head_repository_id = excluded.head_repository_id,
    requested_reviewer_ids = excluded.requested_reviewer_ids,
    requested_teams = excluded.requested_teams,
    created_at = excluded.created_at,
    updated_at = excluded.updated_at,
    closed_at = excluded.closed_at,
    merged_at = excluded.merged_at,
    is_cleaned = excluded.is_cleaned,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end
  where known.updated_at <= excluded.updated_at or known.deleted_at <= :answered_at::timestamptz
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
