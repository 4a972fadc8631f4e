-- github, continued: one table for each list that GitHub keeps of a repository.
-- `deleted_at`: when it was found that GitHub does not show the row any more; the row stays.

alter table github.repository
  add column visibility text,
  add column has_pull_requests boolean;

-- One row for each day on which the repository's own answer was another than before; the view fills the days between.
create table github.repository_daily (
  repository_id bigint not null,
  day date not null,
  stars bigint,
  forks bigint,
  subscribers bigint,
  open_issues bigint,
  size_kib bigint,
  answered_at timestamptz not null,
  primary key (repository_id, day)
);

-- Why an issue is gone: deleted (410), hidden (404: also spam that may come back), transferred (301).
alter table github.issue
  add column deleted_at timestamptz,
  add column deletion text check (deletion in ('deleted', 'hidden', 'transferred'));

-- Where an issue went; GitHub redirects its old number for ever.
create table github.issue_transfer (
  repository_id bigint not null,
  number bigint not null,
  issue_id bigint,
  to_repository_id bigint not null,
  to_repository text,
  to_number bigint not null,
  to_issue_id bigint,
  found_at timestamptz not null,
  primary key (repository_id, number)
);

create table github.pull_request (
  repository_id bigint not null,
  pull_request_id bigint not null,
  number bigint not null,
  state text not null,
  title text not null,
  author_id bigint,
  author_association text,
  is_draft boolean not null,
  base_ref text,
  base_sha text,
  head_ref text,
  head_sha text,
  -- Null: the fork is gone.
  head_repository_id bigint,
  requested_reviewer_ids bigint[] not null,
  requested_teams text[] not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  merged_at timestamptz,
  is_cleaned boolean not null,
  deleted_at timestamptz,
  primary key (repository_id, pull_request_id)
);
create index on github.pull_request (repository_id, number);
create index on github.pull_request (repository_id, created_at);
create index on github.pull_request (repository_id, merged_at) where merged_at is not null;

-- Comments of issues and of pull requests' conversations.
create table github.comment (
  repository_id bigint not null,
  comment_id bigint not null,
  number bigint not null,
  author_id bigint,
  author_association text,
  body text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  is_cleaned boolean not null,
  deleted_at timestamptz,
  primary key (repository_id, comment_id)
);
create index on github.comment (repository_id, number, created_at);

-- Comments on lines of pull requests.
create table github.review_comment (
  repository_id bigint not null,
  review_comment_id bigint not null,
  number bigint not null,
  review_id bigint,
  in_reply_to_id bigint,
  author_id bigint,
  author_association text,
  path text,
  line bigint,
  commit_sha text,
  body text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  is_cleaned boolean not null,
  deleted_at timestamptz,
  primary key (repository_id, review_comment_id)
);
create index on github.review_comment (repository_id, number, created_at);

-- Replaced as a set with each reading of a pull request; a pending review has no submitted_at.
create table github.review (
  repository_id bigint not null,
  review_id bigint not null,
  number bigint not null,
  author_id bigint,
  author_association text,
  state text not null,
  body text,
  commit_sha text,
  submitted_at timestamptz,
  is_cleaned boolean not null,
  deleted_at timestamptz,
  primary key (repository_id, review_id)
);
create index on github.review (repository_id, number, submitted_at);

-- What happened to issues and pull requests. Names are those of the day: a label renamed since has its old name here.
create table github.issue_event (
  repository_id bigint not null,
  event_id bigint not null,
  number bigint not null,
  event text not null,
  actor_id bigint,
  label_name text,
  assignee_id bigint,
  milestone_title text,
  renamed_from text,
  renamed_to text,
  requested_reviewer_id bigint,
  commit_sha text,
  state_reason text,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (repository_id, event_id)
);
create index on github.issue_event (repository_id, number, created_at);
create index on github.issue_event (repository_id, created_at);

create table github.label (
  repository_id bigint not null,
  label_id bigint not null,
  name text not null,
  color text,
  description text,
  is_default boolean not null,
  deleted_at timestamptz,
  primary key (repository_id, label_id)
);

-- Names that a label had before, seen as the catalogue was read again; `until_at`: the answer that showed the next name.
create table github.label_former_name (
  repository_id bigint not null,
  label_id bigint not null,
  name text not null,
  until_at timestamptz not null,
  primary key (repository_id, label_id, until_at)
);

create table github.milestone (
  repository_id bigint not null,
  milestone_id bigint not null,
  number bigint not null,
  title text not null,
  description text,
  state text not null,
  creator_id bigint,
  open_issues bigint,
  closed_issues bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  due_on timestamptz,
  closed_at timestamptz,
  deleted_at timestamptz,
  primary key (repository_id, milestone_id)
);

create table github.release (
  repository_id bigint not null,
  release_id bigint not null,
  tag_name text not null,
  name text,
  body text,
  author_id bigint,
  is_draft boolean not null,
  is_prerelease boolean not null,
  created_at timestamptz not null,
  published_at timestamptz,
  is_cleaned boolean not null,
  deleted_at timestamptz,
  primary key (repository_id, release_id)
);

-- Named in the language of the list: a row is a repository that was forked from this one.
create table github.fork (
  repository_id bigint not null,
  fork_id bigint not null,
  owner_id bigint,
  name text not null,
  created_at timestamptz not null,
  pushed_at timestamptz,
  stars bigint,
  is_archived boolean not null,
  deleted_at timestamptz,
  primary key (repository_id, fork_id)
);

-- The default branch. An author is an account, or the hash of an address that belongs to none.
create table github.commit (
  repository_id bigint not null,
  sha text not null,
  author_id bigint,
  -- SHA-256 of the lower-case address, hex; kept only where there is no account: an address is personal.
  author_email_sha256 text,
  committer_id bigint,
  subject text,
  is_merge boolean not null,
  parent_shas text[] not null,
  authored_at timestamptz,
  committed_at timestamptz,
  is_cleaned boolean not null,
  -- When a rewritten branch was found without it.
  deleted_at timestamptz,
  primary key (repository_id, sha)
);
create index on github.commit (repository_id, authored_at);

-- GET /repos/{owner}/{repo}/stargazers/history: stars gained by day, without names; GitHub may correct past days.
create table github.star_week (
  repository_id bigint not null,
  -- A Sunday.
  week date not null,
  stars bigint not null,
  stars_by_day bigint[] not null,
  primary key (repository_id, week)
);
