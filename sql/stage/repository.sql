-- One answer of GET /repos/{owner}/{name} into github.repository; nothing is written when nothing changed.
with entry as (
  select * from jsonb_to_record(:body::jsonb) as answer (
    id bigint,
    node_id text,
    owner jsonb,
    name text,
    description text,
    private boolean,
    fork boolean,
    archived boolean,
    disabled boolean,
    has_issues boolean,
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
)
insert into github.repository as known (
  repository_id, node_id, owner, name, description, is_private, is_fork, is_archived, is_disabled, has_issues,
  default_branch, stars, forks, subscribers, open_issues, size_kib, created_at, updated_at, pushed_at, answered_at
)
select
  id, node_id, owner ->> 'login', name, description, coalesce(private, false), coalesce(fork, false),
  coalesce(archived, false), coalesce(disabled, false), coalesce(has_issues, true), default_branch, stargazers_count,
  forks_count, subscribers_count, open_issues_count, size, created_at, updated_at, pushed_at, :answered_at::timestamptz
from entry
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
  answered_at = excluded.answered_at
where known.answered_at <= excluded.answered_at
  and (
    known.node_id, known.owner, known.name, known.description, known.is_private, known.is_fork, known.is_archived,
    known.is_disabled, known.has_issues, known.default_branch, known.stars, known.forks, known.subscribers,
    known.open_issues, known.size_kib, known.created_at, known.updated_at, known.pushed_at
  ) is distinct from (
    excluded.node_id, excluded.owner, excluded.name, excluded.description, excluded.is_private, excluded.is_fork,
    excluded.is_archived, excluded.is_disabled, excluded.has_issues, excluded.default_branch, excluded.stars,
    excluded.forks, excluded.subscribers, excluded.open_issues, excluded.size_kib, excluded.created_at,
    excluded.updated_at, excluded.pushed_at
  )
returning (xmax = 0) as is_new;
