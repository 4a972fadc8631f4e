-- github (silver): typed rows, one table an entity, newest copy of each.
create schema github;

create table github.account (
  account_id bigint primary key,
  login text not null,
  account_type text,
  is_bot boolean not null,
  -- Date of the answer that the row comes from: an older page never brings an old login back.
  answered_at timestamptz not null
);

create table github.repository (
  repository_id bigint primary key,
  node_id text,
  owner text not null,
  name text not null,
  description text,
  is_private boolean not null,
  is_fork boolean not null,
  is_archived boolean not null,
  is_disabled boolean not null,
  has_issues boolean not null,
  default_branch text,
  stars bigint,
  forks bigint,
  subscribers bigint,
  open_issues bigint,
  size_kib bigint,
  created_at timestamptz,
  updated_at timestamptz,
  pushed_at timestamptz,
  answered_at timestamptz not null
);
-- Not unique: a deleted repository keeps its row when another one takes its name.
create index on github.repository (lower(owner), lower(name));

-- GitHub's issues list: issues and pull requests.
create table github.issue (
  repository_id bigint not null,
  issue_id bigint not null,
  number bigint not null,
  is_pull_request boolean not null,
  state text not null,
  state_reason text,
  title text not null,
  body text,
  author_id bigint,
  author_association text,
  -- Labels and assignees are replaced with their row, as GitHub gives them; an id is null where GitHub gave a name only.
  label_ids bigint[] not null,
  label_names text[] not null,
  assignee_ids bigint[] not null,
  milestone_id bigint,
  milestone_number bigint,
  milestone_title text,
  is_locked boolean not null,
  is_draft boolean,
  comments bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  merged_at timestamptz,
  is_cleaned boolean not null,
  primary key (repository_id, issue_id)
);
create index on github.issue (repository_id, number);
create index on github.issue (repository_id, created_at);
create index on github.issue (repository_id, closed_at) where closed_at is not null;
create index on github.issue (repository_id, updated_at);

-- GET /repos/{owner}/{repo}/stats/contributors: one row a list entry, replaced as a set.
create table github.contributor_stats (
  repository_id bigint not null,
  -- `account:{id}`, or `null:{n}` for the nth entry without an account: people without one are never merged.
  contributor text not null,
  account_id bigint,
  login text,
  is_bot boolean not null,
  total_commits bigint not null,
  -- First week with a commit (a Sunday, UTC); null when no week has one.
  first_week date,
  first_week_commits bigint,
  -- Weeks with at least one commit, and their commits.
  weeks date[] not null,
  week_commits bigint[] not null,
  primary key (repository_id, contributor)
);
