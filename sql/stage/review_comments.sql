-- One page of GET /repositories/{id}/pulls/comments, or of one pull request's, into github.review_comment: comments on
-- lines of pull requests. The newest copy wins: a row is written when it is new, when its updated_at is later, or when
-- it differs at the same updated_at (its line may be gone); an unchanged row is not written at all.
-- A comment that names no pull request, by none of its addresses, is kept without a number until something tells it.
-- A row that was taken for deleted, and that a later answer shows again, comes back as that answer shows it.
with page as (
  select distinct on (entry.id)
    entry.id as review_comment_id,
    coalesce(
      substring(entry.pull_request_url from '/pulls/([0-9]+)$'),
      substring(entry.html_url from '/pull/([0-9]+)[/#]')
    )::bigint as number,
    entry.pull_request_review_id as review_id,
    entry.in_reply_to_id,
    (entry."user" ->> 'id')::bigint as author_id,
    entry.author_association,
    entry.path,
    entry.line,
    entry.commit_id as commit_sha,
    entry.body,
    entry.created_at,
    entry.updated_at,
    entry.id::text = any (:cleaned_ids::text[]) as is_cleaned
  from
    rows from (
      jsonb_to_recordset(:body::jsonb) as (
        id bigint,
        pull_request_url text,
        html_url text,
        pull_request_review_id bigint,
        in_reply_to_id bigint,
        "user" jsonb,
        author_association text,
        path text,
        line bigint,
        commit_id text,
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
      from github.review_comment
      where (review_comment.repository_id, review_comment.review_comment_id)
        >= (:repository_id::bigint, page.review_comment_id)
      order by review_comment.repository_id, review_comment.review_comment_id
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.review_comment_id = page.review_comment_id
),
fresh as (
  select page.*
  from page
  left join before on before.review_comment_id = page.review_comment_id
  where before.review_comment_id is null
    or before.deleted_at <= :answered_at::timestamptz
    or page.updated_at > before.updated_at
    or (page.updated_at = before.updated_at
      and (
        coalesce(page.number, before.number), page.review_id, page.in_reply_to_id, page.author_id, page.author_association, page.path, page.line,
        page.commit_sha, page.body, page.created_at, page.is_cleaned
      ) is distinct from (
        before.number, before.review_id, before.in_reply_to_id, before.author_id, before.author_association,
        before.path, before.line, before.commit_sha, before.body, before.created_at, before.is_cleaned
      ))
),
written as (
  insert into github.review_comment as known (
    repository_id, review_comment_id, number, review_id, in_reply_to_id, author_id, author_association, path, line,
    commit_sha, body, created_at, updated_at, is_cleaned
  )
  select
    :repository_id::bigint, review_comment_id, number, review_id, in_reply_to_id, author_id, author_association, path,
    line, commit_sha, body, created_at, updated_at, is_cleaned
  from fresh
  order by review_comment_id
  on conflict (repository_id, review_comment_id) do update set
    number = coalesce(excluded.number, known.number),
    review_id = excluded.review_id,
    in_reply_to_id = excluded.in_reply_to_id,
    author_id = excluded.author_id,
    author_association = excluded.author_association,
    path = excluded.path,
    line = excluded.line,
    commit_sha = excluded.commit_sha,
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
