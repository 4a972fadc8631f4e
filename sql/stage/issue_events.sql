-- One page of GET /repositories/{id}/issues/events or of one issue's events into github.issue_event.
-- The number is that of the embedded issue; a list of one issue embeds none, so there it is the address that tells it.
-- An event whose number neither tells (GitHub embeds null where the issue is gone) is kept without one, until something tells it;
-- a number that is known stays, and says nothing of whether the event is still there. Kinds that we do not
-- know are kept. An event has no updated_at: a row is written when it is new or differs; an unchanged one is not.
-- A row that was taken for deleted, and that a later answer shows again, comes back as that answer shows it.
-- GraphQL's label has an id and the name of today, REST's the name of its day and no id: of a row that is stored GraphQL tells no more than
-- its label's id and its number, and an id that is known stays whatever REST says.
-- Tells the numbers whose events have changed, too: the history of their labels is to be derived anew.
with page as (
  select distinct on (entry.id)
    entry.id as event_id,
    coalesce(
      entry.issue ->> 'number',
      substring(:url::text from '/issues/([0-9]+)/events')
    )::bigint as number,
    entry.event,
    (entry.actor ->> 'id')::bigint as actor_id,
    entry.label ->> 'name' as label_name,
    (entry.label ->> 'id')::bigint as label_id,
    (entry.assignee ->> 'id')::bigint as assignee_id,
    entry.milestone ->> 'title' as milestone_title,
    entry.rename ->> 'from' as renamed_from,
    entry.rename ->> 'to' as renamed_to,
    (entry.requested_reviewer ->> 'id')::bigint as requested_reviewer_id,
    entry.commit_id as commit_sha,
    entry.state_reason,
    entry.created_at
  from
    rows from (
      jsonb_to_recordset(:body::jsonb) as (
        id bigint,
        issue jsonb,
        event text,
        actor jsonb,
        label jsonb,
        assignee jsonb,
        milestone jsonb,
        rename jsonb,
        requested_reviewer jsonb,
        commit_id text,
        state_reason text,
        created_at timestamptz
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
      from github.issue_event
      where (issue_event.repository_id, issue_event.event_id) >= (:repository_id::bigint, page.event_id)
      order by issue_event.repository_id, issue_event.event_id
      limit 1
    ) as old
  where old.repository_id = :repository_id::bigint and old.event_id = page.event_id
),
told as (
  select page.event_id, page.number, coalesce(page.label_id, before.label_id) as label_id, teller.*
  from page
  left join before on before.event_id = page.event_id
  cross join lateral (select before.event_id is not null and :url::text like '%/graphql' as is_known) as standing
  cross join lateral (
    select
      page.event, page.actor_id, page.label_name, page.assignee_id, page.milestone_title, page.renamed_from,
      page.renamed_to, page.requested_reviewer_id, page.commit_sha, page.state_reason, page.created_at
    where not standing.is_known
    union all
    select
      before.event, before.actor_id, before.label_name, before.assignee_id, before.milestone_title, before.renamed_from,
      before.renamed_to, before.requested_reviewer_id, before.commit_sha, before.state_reason, before.created_at
    where standing.is_known
  ) as teller
),
fresh as (
  select told.*
  from told
  left join before on before.event_id = told.event_id
  where before.event_id is null
    or (told.number is not null or before.number is null) and (
      before.deleted_at <= :answered_at::timestamptz
      or (
        told.number, told.event, told.actor_id, told.label_name, told.assignee_id, told.milestone_title,
        told.renamed_from, told.renamed_to, told.requested_reviewer_id, told.commit_sha, told.state_reason,
        told.created_at, told.label_id
      ) is distinct from (
        before.number, before.event, before.actor_id, before.label_name, before.assignee_id, before.milestone_title,
        before.renamed_from, before.renamed_to, before.requested_reviewer_id, before.commit_sha, before.state_reason,
        before.created_at, before.label_id
      )
    )
),
written as (
  insert into github.issue_event as known (
    repository_id, event_id, number, event, actor_id, label_name, assignee_id, milestone_title, renamed_from,
    renamed_to, requested_reviewer_id, commit_sha, state_reason, created_at, label_id
  )
  select
    :repository_id::bigint, event_id, number, event, actor_id, label_name, assignee_id, milestone_title, renamed_from,
    renamed_to, requested_reviewer_id, commit_sha, state_reason, created_at, label_id
  from fresh
  order by event_id
  on conflict (repository_id, event_id) do update set
    number = excluded.number,
    event = excluded.event,
    actor_id = excluded.actor_id,
    label_name = excluded.label_name,
    assignee_id = excluded.assignee_id,
    milestone_title = excluded.milestone_title,
    renamed_from = excluded.renamed_from,
    renamed_to = excluded.renamed_to,
    requested_reviewer_id = excluded.requested_reviewer_id,
    commit_sha = excluded.commit_sha,
    state_reason = excluded.state_reason,
    created_at = excluded.created_at,
    label_id = excluded.label_id,
    deleted_at = case when known.deleted_at > :answered_at::timestamptz then known.deleted_at end
  returning (xmax = 0) as is_new, known.number
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated,
  (
    select array_agg(distinct number) filter (where number is not null)
    from (select number from written union select before.number from before join fresh using (event_id)) as touched
  ) as numbers
from written;
