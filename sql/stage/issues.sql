-- One page of GET /repositories/{id}/issues (issues and pull requests) into github.issue and github.account.
-- The newest copy wins: a row is written when it is new, when its updated_at is later, or when it differs at the same
-- updated_at; an unchanged row is not written at all. Labels and assignees are replaced with their row.
-- A row that was taken for deleted, and that a later answer shows again, comes back as that answer shows it.
-- Months in which what is counted changes are marked in sync.mark: of created_at, and of the old and the new closed_at. Once
-- the events are loaded, label history is noted to be derived anew where it depends on the row.
with page as (
  select distinct on (entry.id)
    entry.id as issue_id,
    entry.number,
    entry.pull_request is not null as is_pull_request,
    entry.state,
    entry.state_reason,
    coalesce(entry.title, '') as title,
    entry.body,
    (entry."user" ->> 'id')::bigint as author_id,
    entry.author_association,
    labels.ids as label_ids,
    labels.names as label_names,
    array(
      select (account ->> 'id')::bigint
      from jsonb_array_elements(coalesce(entry.assignees, jsonb_build_array(entry.assignee))) as assigned (account)
      where account ->> 'id' is not null
    ) as assignee_ids,
    (entry.milestone ->> 'id')::bigint as milestone_id,
    (entry.milestone ->> 'number')::bigint as milestone_number,
    entry.milestone ->> 'title' as milestone_title,
    coalesce(entry.locked, false) as is_locked,
    entry.draft as is_draft,
    coalesce(entry.comments, 0) as comments,
    entry.created_at,
    entry.updated_at,
    entry.closed_at,
    (entry.pull_request ->> 'merged_at')::timestamptz as merged_at,
    entry.id::text = any (:cleaned_ids::text[]) as is_cleaned,
    entry."user" as author,
    coalesce(entry.assignees, jsonb_build_array(entry.assignee)) as assignees
  from
    jsonb_to_recordset(:body::jsonb) as entry (
      id bigint,
      number bigint,
      state text,
      state_reason text,
      title text,
      body text,
      "user" jsonb,
      labels jsonb,
      assignee jsonb,
      assignees jsonb,
      milestone jsonb,
      pull_request jsonb,
      locked boolean,
      draft boolean,
      comments bigint,
      author_association text,
      created_at timestamptz,
      updated_at timestamptz,
      closed_at timestamptz
    ),
    lateral (
      -- GitHub documents a label as an object or as a plain string.
      select
        coalesce(array_agg((label ->> 'id')::bigint order by place), '{}') as ids,
        coalesce(array_agg(coalesce(label ->> 'name', label #>> '{}') order by place), '{}') as names
      from jsonb_array_elements(coalesce(entry.labels, '[]')) with ordinality as found (label, place)
      where jsonb_typeof(label) = 'string' or label ->> 'name' is not null
    ) as labels
  order by entry.id, entry.updated_at desc
),
person as (
  select distinct on (account_id)
    (account ->> 'id')::bigint as account_id,
    account ->> 'login' as login,
    account ->> 'type' as account_type,
    coalesce(account ->> 'type' = 'Bot', false) or account ->> 'login' like '%[bot]' as is_bot
  from (
    select author as account from page
    union all
    select jsonb_array_elements(assignees) from page
  ) as mentioned
  where account ->> 'id' is not null and account ->> 'login' is not null
  order by account_id
),
accounts as (
  -- In the order of ids: two pages that write the same people wait for each other and never deadlock.
  insert into github.account as known (account_id, login, account_type, is_bot, answered_at)
  select person.*, :answered_at::timestamptz
  from person
  left join lateral (
    -- As in `before`, below.
    select * from github.account where account.account_id >= person.account_id order by account.account_id limit 1
  ) as old on old.account_id = person.account_id
  where old.account_id is null
    or (old.answered_at <= :answered_at::timestamptz
      and (old.login, old.account_type, old.is_bot) is distinct from (person.login, person.account_type, person.is_bot))
  order by person.account_id
  on conflict (account_id) do update set
    login = excluded.login,
    account_type = excluded.account_type,
    is_bot = excluded.is_bot,
    answered_at = excluded.answered_at
  where known.answered_at <= excluded.answered_at
),
before as (
  -- The first row from the key on: only the primary key gives it without a sort, so each row of the page is one look.
  -- With `=`, a plan made while the table is small may take another index and read all rows of the repository.
  select old.*
  from
    page,
    lateral (
      select *
      from github.issue
      where (issue.repository_id, issue.issue_id) >= (:repository_id::bigint, page.issue_id)
      order by issue.repository_id, issue.issue_id
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.issue_id = page.issue_id
),
fresh as (
  select page.*
  from page
  left join before on before.issue_id = page.issue_id
  where before.issue_id is null
    or before.deleted_at <= :answered_at::timestamptz
    or page.updated_at > before.updated_at
    or (page.updated_at = before.updated_at
      and (
        page.number, page.is_pull_request, page.state, page.state_reason, page.title, page.body, page.author_id,
        page.author_association, page.label_ids, page.label_names, page.assignee_ids, page.milestone_id,
        page.milestone_number, page.milestone_title, page.is_locked, page.is_draft, page.comments, page.created_at,
        page.closed_at, page.merged_at, page.is_cleaned
      ) is distinct from (
        before.number, before.is_pull_request, before.state, before.state_reason, before.title, before.body,
        before.author_id, before.author_association, before.label_ids, before.label_names, before.assignee_ids,
        before.milestone_id, before.milestone_number, before.milestone_title, before.is_locked, before.is_draft,
        before.comments, before.created_at, before.closed_at, before.merged_at, before.is_cleaned
      ))
),
written as (
  insert into github.issue as known (
    repository_id, issue_id, number, is_pull_request, state, state_reason, title, body, author_id, author_association,
    label_ids, label_names, assignee_ids, milestone_id, milestone_number, milestone_title, is_locked, is_draft,
    comments, created_at, updated_at, closed_at, merged_at, is_cleaned
  )
  select
    :repository_id::bigint, issue_id, number, is_pull_request, state, state_reason, title, body, author_id,
    author_association, label_ids, label_names, assignee_ids, milestone_id, milestone_number, milestone_title,
    is_locked, is_draft, comments, created_at, updated_at, closed_at, merged_at, is_cleaned
  from fresh
  on conflict (repository_id, issue_id) do update set
    number = excluded.number,
    is_pull_request = excluded.is_pull_request,
    state = excluded.state,
    state_reason = excluded.state_reason,
    title = excluded.title,
    body = excluded.body,
    author_id = excluded.author_id,
    author_association = excluded.author_association,
    label_ids = excluded.label_ids,
    label_names = excluded.label_names,
    assignee_ids = excluded.assignee_ids,
    milestone_id = excluded.milestone_id,
    milestone_number = excluded.milestone_number,
    milestone_title = excluded.milestone_title,
    is_locked = excluded.is_locked,
    is_draft = excluded.is_draft,
    comments = excluded.comments,
    created_at = excluded.created_at,
    updated_at = excluded.updated_at,
    closed_at = excluded.closed_at,
    merged_at = excluded.merged_at,
    is_cleaned = excluded.is_cleaned,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end,
    deletion = case when known.deleted_at > :answered_at::timestamptz then known.deletion end
  where known.updated_at <= excluded.updated_at or known.deleted_at <= :answered_at::timestamptz
  returning issue_id, number, (xmax = 0) as is_new, created_at, closed_at, label_names, is_pull_request
),
changed as (
  select
    written.number, written.created_at, written.closed_at,
    before.created_at as old_created_at, before.closed_at as old_closed_at
  from written
  left join before using (issue_id)
  where before.issue_id is null
    or before.deleted_at is not null
    or (written.created_at, written.closed_at, written.label_names, written.is_pull_request)
      is distinct from (before.created_at, before.closed_at, before.label_names, before.is_pull_request)
),
marked as (
  insert into sync.mark (subject_id, source, month)
  select distinct :repository_id::bigint, 'issues', date_trunc('month', counted.at at time zone 'utc')::date
  from
    changed,
    lateral (values (created_at), (old_created_at), (closed_at), (old_closed_at)) as counted (at)
  where counted.at is not null
  order by 3
  on conflict do nothing
),
noted as (
  insert into github.issue_label_due (repository_id, number)
  select distinct :repository_id::bigint, number
  from changed
  where exists (
    select
    from sync.resource
    where subject_id = :repository_id::bigint and resource = 'issue_events' and complete_through is not null
  )
  order by number
  on conflict do nothing
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
