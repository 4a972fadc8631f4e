-- One page of GET /repositories/{id}/pulls/{number}/reviews into github.review. A review has no updated_at, and a
-- dismissal rewrites its state in place: a row is written when it is new or differs; an unchanged one is not.
-- The number comes from the review's own address, else from the address that was asked.
-- A row that was taken for deleted, and that a later answer shows again, comes back as that answer shows it.
with page as (
  select distinct on (entry.id)
    entry.id as review_id,
    coalesce(
      substring(entry.pull_request_url from '/pulls/([0-9]+)$'),
      substring(:url::text from '/pulls/([0-9]+)/reviews')
    )::bigint as number,
    (entry."user" ->> 'id')::bigint as author_id,
    entry.author_association,
    entry.state,
    entry.body,
    entry.commit_id as commit_sha,
    entry.submitted_at,
    entry.id::text = any (:cleaned_ids::text[]) as is_cleaned
  from
    rows from (
      jsonb_to_recordset(:body::jsonb) as (
        id bigint,
        pull_request_url text,
        "user" jsonb,
        author_association text,
        state text,
        body text,
        commit_id text,
        submitted_at timestamptz
      )
    ) with ordinality as entry
  order by entry.id, entry.ordinality desc
),
before as (
  -- The first row from the key on: only the primary key gives it without a sort, so each row of the page is one look.
  -- With `=`, a plan made while the table is small may take another index and read all rows of the repository.
  select old.*
  from
    page,
    lateral (
      select *
      from github.review
      where (review.repository_id, review.review_id) >= (:repository_id::bigint, page.review_id)
      order by review.repository_id, review.review_id
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.review_id = page.review_id
),
fresh as (
  select page.*
  from page
  left join before on before.review_id = page.review_id
  where before.review_id is null
    or before.deleted_at <= :answered_at::timestamptz
    or (
      page.number, page.author_id, page.author_association, page.state, page.body, page.commit_sha, page.submitted_at,
      page.is_cleaned
    ) is distinct from (
      before.number, before.author_id, before.author_association, before.state, before.body, before.commit_sha,
      before.submitted_at, before.is_cleaned
    )
),
written as (
  insert into github.review as known (
    repository_id, review_id, number, author_id, author_association, state, body, commit_sha, submitted_at, is_cleaned
  )
  select
    :repository_id::bigint, review_id, number, author_id, author_association, state, body, commit_sha, submitted_at,
    is_cleaned
  from fresh
  order by review_id
  on conflict (repository_id, review_id) do update set
    number = excluded.number,
    author_id = excluded.author_id,
    author_association = excluded.author_association,
    state = excluded.state,
    body = excluded.body,
    commit_sha = excluded.commit_sha,
    submitted_at = excluded.submitted_at,
    is_cleaned = excluded.is_cleaned,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
