-- One page of GET /repositories/{id}/commits into github.commit.
-- A commit never changes, but the account that its address belongs to does: what differs is written, an unchanged row
-- is not. A commit that had left the branch, and that a later answer shows again, is back on it.
-- author_email_sha256: of the trimmed address in lower case, where GitHub names no account (`author` null or {}).
-- subject: the first line of the message. is_merge: more than one parent.
with page as (
  select distinct on (entry.sha)
    entry.sha,
    author.account_id as author_id,
    -- Not `::bytea`, which reads a backslash as an escape.
    case
      when author.account_id is null then encode(sha256(convert_to(lower(author.email), 'UTF8')), 'hex')
    end as author_email_sha256,
    (entry.committer ->> 'id')::bigint as committer_id,
    rtrim(split_part(entry.commit ->> 'message', E'\n', 1), E'\r') as subject,
    cardinality(parents.shas) > 1 as is_merge,
    parents.shas as parent_shas,
    -- Git holds any date; one that Postgres cannot hold is null, not the end of the load.
    case when author.date ~ '^(?!0000)\d{4}-' then author.date::timestamptz end as authored_at,
    case when committer.date ~ '^(?!0000)\d{4}-' then committer.date::timestamptz end as committed_at,
    entry.sha = any (:cleaned_ids::text[]) as is_cleaned
  from
    jsonb_to_recordset(:body::jsonb) as entry (sha text, commit jsonb, author jsonb, committer jsonb, parents jsonb),
    lateral (
      select
        (entry.author ->> 'id')::bigint as account_id,
        nullif(trim(entry.commit #>> '{author,email}'), '') as email,
        entry.commit #>> '{author,date}' as date
    ) as author,
    lateral (select entry.commit #>> '{committer,date}' as date) as committer,
    lateral (
      select coalesce(array_agg(parent ->> 'sha' order by place), '{}') as shas
      from jsonb_array_elements(coalesce(entry.parents, '[]')) with ordinality as listed (parent, place)
    ) as parents
  order by entry.sha
),
before as (
  -- The first row from the key on: only the primary key gives it without a sort, so each row of the page is one look.
  -- With `=`, a plan made while the table is small may take another index and read all rows of the repository.
  select old.*
  from
    page,
    lateral (
      select *
      from github.commit
      where (commit.repository_id, commit.sha) >= (:repository_id::bigint, page.sha)
      order by commit.repository_id, commit.sha
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.sha = page.sha
),
fresh as (
  select page.*
  from page
  left join before on before.sha = page.sha
  where before.sha is null
    or before.deleted_at <= :answered_at::timestamptz
    or (
      page.author_id, page.author_email_sha256, page.committer_id, page.subject, page.is_merge, page.parent_shas,
      page.authored_at, page.committed_at, page.is_cleaned
    ) is distinct from (
      before.author_id, before.author_email_sha256, before.committer_id, before.subject, before.is_merge,
      before.parent_shas, before.authored_at, before.committed_at, before.is_cleaned
    )
),
written as (
  insert into github.commit as known (
    repository_id, sha, author_id, author_email_sha256, committer_id, subject, is_merge, parent_shas, authored_at,
    committed_at, is_cleaned
  )
  select
    :repository_id::bigint, sha, author_id, author_email_sha256, committer_id, subject, is_merge, parent_shas,
    authored_at, committed_at, is_cleaned
  from fresh
  order by sha
  on conflict (repository_id, sha) do update set
    author_id = excluded.author_id,
    author_email_sha256 = excluded.author_email_sha256,
    committer_id = excluded.committer_id,
    subject = excluded.subject,
    is_merge = excluded.is_merge,
    parent_shas = excluded.parent_shas,
    authored_at = excluded.authored_at,
    committed_at = excluded.committed_at,
    is_cleaned = excluded.is_cleaned,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
