-- One page of GET /repositories/{id}/milestones?state=all into github.milestone.
-- The newest copy wins: a row is written when it is new, when its updated_at is later, or when it differs at the same
-- updated_at (the counts of issues do not move it); an unchanged row is not written at all. A milestone that was
-- taken for deleted, and that a later answer shows again, comes back as that answer shows it.
with page as (
  select distinct on (entry.id)
    entry.id as milestone_id,
    entry.number,
    entry.title,
    entry.description,
    entry.state,
    (entry.creator ->> 'id')::bigint as creator_id,
    entry.open_issues,
    entry.closed_issues,
    entry.created_at,
    entry.updated_at,
    entry.due_on,
    entry.closed_at
  from jsonb_to_recordset(:body::jsonb) as entry (
    id bigint,
    number bigint,
    title text,
    description text,
    state text,
    creator jsonb,
    open_issues bigint,
    closed_issues bigint,
    created_at timestamptz,
    updated_at timestamptz,
    due_on timestamptz,
    closed_at timestamptz
  )
  order by entry.id, entry.updated_at desc
),
before as (
  -- The first row from the key on: only the primary key gives it without a sort, so each row of the page is one look.
  -- With `=`, a plan made while the table is small may take another index and read all rows of the repository.
  select old.*
  from
    page,
    lateral (
      select *
      from github.milestone
      where (milestone.repository_id, milestone.milestone_id) >= (:repository_id::bigint, page.milestone_id)
      order by milestone.repository_id, milestone.milestone_id
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.milestone_id = page.milestone_id
),
fresh as (
  select page.*
  from page
  left join before on before.milestone_id = page.milestone_id
  where before.milestone_id is null
    or before.deleted_at <= :answered_at::timestamptz
    or page.updated_at > before.updated_at
    or (page.updated_at = before.updated_at
      and (
        page.number, page.title, page.description, page.state, page.creator_id, page.open_issues, page.closed_issues,
        page.created_at, page.due_on, page.closed_at
      ) is distinct from (
        before.number, before.title, before.description, before.state, before.creator_id, before.open_issues,
        before.closed_issues, before.created_at, before.due_on, before.closed_at
      ))
),
written as (
  insert into github.milestone as known (
    repository_id, milestone_id, number, title, description, state, creator_id, open_issues, closed_issues, created_at,
    updated_at, due_on, closed_at
  )
  select
    :repository_id::bigint, milestone_id, number, title, description, state, creator_id, open_issues, closed_issues,
    created_at, updated_at, due_on, closed_at
  from fresh
  order by milestone_id
  on conflict (repository_id, milestone_id) do update set
    number = excluded.number,
    title = excluded.title,
    description = excluded.description,
    state = excluded.state,
    creator_id = excluded.creator_id,
    open_issues = excluded.open_issues,
    closed_issues = excluded.closed_issues,
    created_at = excluded.created_at,
    updated_at = excluded.updated_at,
    due_on = excluded.due_on,
    closed_at = excluded.closed_at,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end
  where known.updated_at <= excluded.updated_at or known.deleted_at <= :answered_at::timestamptz
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
