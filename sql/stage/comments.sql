-- One page of GET /repositories/{id}/issues/comments, or of one issue's comments, into github.comment: comments of
-- issues and of pull requests' conversations. The newest copy wins: a row is written when it is new, when its
-- updated_at is later, or when it differs at the same updated_at; an unchanged row is not written at all.
-- A comment that names no issue, by none of its addresses, is kept without a number until something tells it.
-- A row that was taken for deleted, and that a later answer shows again, comes back as that answer shows it.
with page as (
  select distinct on (entry.id)
    entry.id as comment_id,
    coalesce(
      substring(entry.issue_url from '/issues/([0-9]+)$'),
      substring(entry.html_url from '/(?:issues|pull)/([0-9]+)#'),
      substring(:url::text from '/issues/([0-9]+)/comments')
    )::bigint as number,
    (entry."user" ->> 'id')::bigint as author_id,
    entry.author_association,
    entry.body,
    entry.created_at,
    entry.updated_at,
    entry.id::text = any (:cleaned_ids::text[]) as is_cleaned
  from
    rows from (
      jsonb_to_recordset(:body::jsonb) as (
        id bigint,
        issue_url text,
        html_url text,
        "user" jsonb,
        author_association text,
        body text,
        created_at timestamptz,
        updated_at timestamptz
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
      from github.comment
      where (comment.repository_id, comment.comment_id) >= (:repository_id::bigint, page.comment_id)
      order by comment.repository_id, comment.comment_id
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.comment_id = page.comment_id
),
fresh as (
  select page.*
  from page
  left join before on before.comment_id = page.comment_id
  where before.comment_id is null
    or before.deleted_at <= :answered_at::timestamptz
    or page.updated_at > before.updated_at
    or (page.updated_at = before.updated_at
      and (coalesce(page.number, before.number), page.author_id, page.author_association, page.body, page.created_at, page.is_cleaned)
        is distinct from (
          before.number, before.author_id, before.author_association, before.body, before.created_at, before.is_cleaned
        ))
),
written as (
  insert into github.comment as known (
    repository_id, comment_id, number, author_id, author_association, body, created_at, updated_at, is_cleaned
  )
  select
    :repository_id::bigint, comment_id, number, author_id, author_association, body, created_at, updated_at, is_cleaned
  from fresh
  order by comment_id
  on conflict (repository_id, comment_id) do update set
    number = coalesce(excluded.number, known.number),
    author_id = excluded.author_id,
    author_association = excluded.author_association,
    body = excluded.body,
    created_at = excluded.created_at,
    updated_at = excluded.updated_at,
    is_cleaned = excluded.is_cleaned,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end
  where known.updated_at <= excluded.updated_at or known.deleted_at <= :answered_at::timestamptz
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
