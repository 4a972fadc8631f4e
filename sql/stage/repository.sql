-- One answer of GET /repos/{owner}/{name} into github.repository; nothing is written when nothing changed. What an answer does
-- not tell stays as it is: some servers, and some versions of the API, leave members out; of a description alone null is told.
-- The counts of the answer's UTC day go into github.repository_daily when they differ from the newest stored row up to that
-- day; the newest answer of a day wins.
with entry as (
  select * from jsonb_to_record(:body::jsonb) as answer (
    id bigint,
    node_id text,
    owner jsonb,
    name text,
    description text,
    private boolean,
    visibility text,
    fork boolean,
    archived boolean,
    disabled boolean,
    has_issues boolean,
    has_pull_requests boolean,
    default_branch text,
    stargazers_count bigint,
    forks_count bigint,
    subscribers_count bigint,
    open_issues_count bigint,
    size bigint,
    created_at timestamptz,
    updated_at timestamptz,
    pushed_at timestamptz
  )
),
daily as (
  insert into github.repository_daily as known (
    repository_id, day, stars, forks, subscribers, open_issues, size_kib, answered_at
  )
  select
    entry.id, answer.day, told.stars, told.forks, told.subscribers, told.open_issues, told.size_kib,
    :answered_at::timestamptz
  from entry
  cross join lateral (select (:answered_at::timestamptz at time zone 'utc')::date as day) as answer
  left join lateral (
    select *
    from github.repository_daily as stored
    where stored.repository_id = entry.id and stored.day <= answer.day
    order by stored.day desc
    limit 1
  ) as before on true
  cross join lateral (
    select
      coalesce(entry.stargazers_count, before.stars) as stars,
      coalesce(entry.forks_count, before.forks) as forks,
      coalesce(entry.subscribers_count, before.subscribers) as subscribers,
      coalesce(entry.open_issues_count, before.open_issues) as open_issues,
      coalesce(entry.size, before.size_kib) as size_kib
  ) as told
  where before.day is null
    or (told.stars, told.forks, told.subscribers, told.open_issues, told.size_kib)
      is distinct from (before.stars, before.forks, before.subscribers, before.open_issues, before.size_kib)
  on conflict (repository_id, day) do update set
    stars = excluded.stars,
    forks = excluded.forks,
    subscribers = excluded.subscribers,
    open_issues = excluded.open_issues,
    size_kib = excluded.size_kib,
    answered_at = excluded.answered_at
  where known.answered_at <= excluded.answered_at
),
written as (
  insert into github.repository as known (
    repository_id, node_id, owner, name, description, is_private, is_fork, is_archived, is_disabled, has_issues,
    default_branch, stars, forks, subscribers, open_issues, size_kib, created_at, updated_at, pushed_at, answered_at,
    visibility, has_pull_requests
  )
  select
    entry.id,
    coalesce(entry.node_id, before.node_id),
    coalesce(entry.owner ->> 'login', before.owner),
    coalesce(entry.name, before.name),
    case when :body::jsonb ? 'description' then entry.description else before.description end,
    coalesce(entry.private, before.is_private, false),
    coalesce(entry.fork, before.is_fork, false),
    coalesce(entry.archived, before.is_archived, false),
    coalesce(entry.disabled, before.is_disabled, false),
    coalesce(entry.has_issues, before.has_issues, true),
    coalesce(entry.default_branch, before.default_branch),
    coalesce(entry.stargazers_count, before.stars),
    coalesce(entry.forks_count, before.forks),
    coalesce(entry.subscribers_count, before.subscribers),
    coalesce(entry.open_issues_count, before.open_issues),
    coalesce(entry.size, before.size_kib),
    coalesce(entry.created_at, before.created_at),
    coalesce(entry.updated_at, before.updated_at),
    coalesce(entry.pushed_at, before.pushed_at),
    :answered_at::timestamptz,
    coalesce(entry.visibility, before.visibility),
    coalesce(entry.has_pull_requests, before.has_pull_requests)
  from entry
  left join github.repository as before on before.repository_id = entry.id
  on conflict (repository_id) do update set
    node_id = excluded.node_id,
    owner = excluded.owner,
    name = excluded.name,
    description = excluded.description,
    is_private = excluded.is_private,
    is_fork = excluded.is_fork,
    is_archived = excluded.is_archived,
    is_disabled = excluded.is_disabled,
    has_issues = excluded.has_issues,
    default_branch = excluded.default_branch,
    stars = excluded.stars,
    forks = excluded.forks,
    subscribers = excluded.subscribers,
    open_issues = excluded.open_issues,
    size_kib = excluded.size_kib,
    created_at = excluded.created_at,
    updated_at = excluded.updated_at,
    pushed_at = excluded.pushed_at,
    answered_at = excluded.answered_at,
    visibility = excluded.visibility,
    has_pull_requests = excluded.has_pull_requests
  where known.answered_at <= excluded.answered_at
    and (
      known.node_id, known.owner, known.name, known.description, known.is_private, known.is_fork, known.is_archived,
      known.is_disabled, known.has_issues, known.default_branch, known.stars, known.forks, known.subscribers,
      known.open_issues, known.size_kib, known.created_at, known.updated_at, known.pushed_at,
      known.visibility, known.has_pull_requests
    ) is distinct from (
      excluded.node_id, excluded.owner, excluded.name, excluded.description, excluded.is_private, excluded.is_fork,
      excluded.is_archived, excluded.is_disabled, excluded.has_issues, excluded.default_branch, excluded.stars,
      excluded.forks, excluded.subscribers, excluded.open_issues, excluded.size_kib, excluded.created_at,
      excluded.updated_at, excluded.pushed_at, excluded.visibility, excluded.has_pull_requests
    )
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
