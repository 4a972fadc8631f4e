-- sync: where each loop stands. Rows hang on GitHub's numeric ids, so that a rename breaks nothing.
create schema sync;

-- The API that this database was filled from; ids of two GitHub hosts must never mix.
create table sync.origin (
  is_only boolean primary key default true check (is_only),
  api_url text not null
);

-- One row a workflow loop, also before GitHub has told the repository's id.
create table sync.loop (
  workflow_id text primary key,
  owner text not null,
  name text not null,
  -- Unique: after a rename this row names the one loop that may write.
  repository_id bigint unique,
  every text not null,
  resources text[] not null,
  state text not null,
  reason text,
  next_sync_at timestamptz,
  changed_at timestamptz not null default now()
);

create table sync.resource (
  repository_id bigint not null,
  resource text not null,
  state text not null default 'loading',
  reason text,
  attempts int not null default 0,
  next_try_at timestamptz,
  -- W: a walk begins here; never past what GitHub's lagging lists may still hide.
  watermark timestamptz,
  -- ETag of the constant probe; valid for one URL, API version and token (etag_key).
  etag text,
  etag_key text,
  complete_from timestamptz,
  complete_through timestamptz,
  rows_stored bigint not null default 0,
  github_total bigint,
  is_truncated boolean not null default false,
  pages bigint not null default 0,
  requests bigint not null default 0,
  not_modified bigint not null default 0,
  -- Statistics: the pushed_at that the stored set belongs to, and when the last full series of requests began.
  source_version text,
  series_started_at timestamptz,
  primary key (repository_id, resource)
);

-- A walk under way; gone when its last page is stored.
create table sync.cursor (
  repository_id bigint not null,
  resource text not null,
  -- Several windows of one resource may be walked at once, each from its own `since`.
  window_key text not null,
  since timestamptz,
  -- Null: the window that reads to the end of the list; it ends last and carries the probe.
  until timestamptz,
  position timestamptz,
  next_url text,
  -- More than one page of rows within one second: the page inside that second, and what this pass brought.
  second_page int not null default 0,
  second_pass int not null default 0,
  second_changed int not null default 0,
  probe_etag text,
  probe_etag_key text,
  probe_last_page int,
  probe_newest timestamptz,
  -- How many more windows a first load may open; each costs a request or two.
  splits_left int not null default 0,
  started_at timestamptz not null,
  -- Pages of this window alone: a worker that was overtaken finds another number than it expects.
  step int not null default 0,
  -- Of the whole walk, in the window without `until`; windows that have ended are added.
  pages int not null default 0,
  requests int not null default 0,
  rows_inserted bigint not null default 0,
  rows_updated bigint not null default 0,
  primary key (repository_id, resource, window_key)
);

-- One row for each walk or fetch that brought an answer; an idle cycle leaves none.
create table sync.run (
  run_id bigint generated always as identity primary key,
  repository_id bigint not null,
  resource text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  pages int not null,
  requests int not null,
  rows_inserted bigint not null,
  rows_updated bigint not null
);
create index on sync.run (repository_id, resource, ended_at);

-- What GitHub did not give, by name; an open gap makes months incomplete.
create table sync.gap (
  repository_id bigint not null,
  resource text not null,
  gap text not null,
  reason text not null,
  found_at timestamptz not null,
  primary key (repository_id, resource, gap)
);

-- Quota and pace of a credential, shared by all workers.
create table sync.budget (
  credential text not null,
  bucket text not null,
  quota int,
  remaining int,
  reset_at timestamptz,
  blocked_until timestamptz,
  secondary_limits int not null default 0,
  -- Token bucket of the pace: requests that may be sent now.
  tokens float8 not null,
  refilled_at timestamptz not null,
  last_granted int not null default 0,
  primary key (credential, bucket)
);

-- Months whose summary rows are out of date.
create table sync.touched_month (
  repository_id bigint not null,
  family text not null,
  month date not null,
  primary key (repository_id, family, month)
);
