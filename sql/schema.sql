-- The schema as the migrations make it: for reading and for comparing, made from the catalogue by "npm run schema:dump".
-- Never edited by hand and never run by the product; a change is a new file in migrations/.

create schema github;
create schema kpi;
create schema raw;
create schema report;
create schema sync;

create sequence raw.page_id_seq;

create table github.account (
  account_id bigint not null,
  login text not null,
  account_type text,
  is_bot boolean not null,
  answered_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (account_id)
);

create table github.comment (
  repository_id bigint not null,
  comment_id bigint not null,
  number bigint not null,
  author_id bigint,
  author_association text,
  body text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint comment_pkey PRIMARY KEY (repository_id, comment_id)
);

create table github.commit (
  repository_id bigint not null,
  sha text not null,
  author_id bigint,
  author_email_sha256 text,
  committer_id bigint,
  subject text,
  is_merge boolean not null,
  parent_shas text[] not null,
  authored_at timestamp with time zone,
  committed_at timestamp with time zone,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint commit_pkey PRIMARY KEY (repository_id, sha)
);

create table github.contributor_stats (
  repository_id bigint not null,
  contributor text not null,
  account_id bigint,
  login text,
  is_bot boolean not null,
  total_commits bigint not null,
  first_week date,
  first_week_commits bigint,
  weeks date[] not null,
  week_commits bigint[] not null,
  constraint contributor_stats_pkey PRIMARY KEY (repository_id, contributor)
);

create table github.deployment (
  repository_id bigint not null,
  deployment_id bigint not null,
  sha text not null,
  ref text,
  task text,
  environment text,
  description text,
  creator_id bigint,
  is_transient boolean not null,
  is_production boolean not null,
  created_at timestamp with time zone not null,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint deployment_pkey PRIMARY KEY (repository_id, deployment_id)
);

create table github.fork (
  repository_id bigint not null,
  fork_id bigint not null,
  owner_id bigint,
  name text not null,
  created_at timestamp with time zone not null,
  pushed_at timestamp with time zone,
  stars bigint,
  is_archived boolean not null,
  deleted_at timestamp with time zone,
  constraint fork_pkey PRIMARY KEY (repository_id, fork_id)
);

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
  label_ids bigint[] not null,
  label_names text[] not null,
  assignee_ids bigint[] not null,
  milestone_id bigint,
  milestone_number bigint,
  milestone_title text,
  is_locked boolean not null,
  is_draft boolean,
  comments bigint not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  merged_at timestamp with time zone,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  deletion text,
  constraint issue_deletion_check CHECK ((deletion = ANY (ARRAY['deleted'::text, 'hidden'::text, 'transferred'::text]))),
  constraint issue_pkey PRIMARY KEY (repository_id, issue_id)
);

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
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint issue_event_pkey PRIMARY KEY (repository_id, event_id)
);

create table github.issue_label_carry (
  repository_id bigint not null,
  number bigint not null,
  event_id bigint not null,
  part integer not null,
  label text not null,
  is_open boolean not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  constraint issue_label_carry_check CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
  constraint issue_label_carry_ended_by_check CHECK ((ended_by = ANY (ARRAY['unlabeled'::text, 'label_deleted'::text, 'unknown'::text, 'closed'::text]))),
  constraint issue_label_carry_pkey PRIMARY KEY (repository_id, number, event_id, part)
);

create table github.issue_label_period (
  repository_id bigint not null,
  number bigint not null,
  event_id bigint not null,
  label text not null,
  is_pull_request boolean not null,
  labeled_at timestamp with time zone not null,
  unlabeled_at timestamp with time zone,
  ended_by text,
  constraint issue_label_period_check CHECK (((unlabeled_at IS NULL) = (ended_by IS NULL))),
  constraint issue_label_period_ended_by_check CHECK ((ended_by = ANY (ARRAY['unlabeled'::text, 'label_deleted'::text, 'unknown'::text]))),
  constraint issue_label_period_pkey PRIMARY KEY (repository_id, number, event_id)
);

create table github.issue_transfer (
  repository_id bigint not null,
  number bigint not null,
  issue_id bigint,
  to_repository_id bigint not null,
  to_repository text,
  to_number bigint not null,
  to_issue_id bigint,
  found_at timestamp with time zone not null,
  constraint issue_transfer_pkey PRIMARY KEY (repository_id, number)
);

create table github.label (
  repository_id bigint not null,
  label_id bigint not null,
  name text not null,
  color text,
  description text,
  is_default boolean not null,
  deleted_at timestamp with time zone,
  constraint label_pkey PRIMARY KEY (repository_id, label_id)
);

create table github.label_alias (
  repository_id bigint not null,
  former_name text not null,
  label_id bigint,
  until_at timestamp with time zone not null,
  constraint label_alias_pkey PRIMARY KEY (repository_id, former_name)
);

create table github.label_former_name (
  repository_id bigint not null,
  label_id bigint not null,
  name text not null,
  until_at timestamp with time zone not null,
  constraint label_former_name_pkey PRIMARY KEY (repository_id, label_id, until_at)
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
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  due_on timestamp with time zone,
  closed_at timestamp with time zone,
  deleted_at timestamp with time zone,
  constraint milestone_pkey PRIMARY KEY (repository_id, milestone_id)
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
  head_repository_id bigint,
  requested_reviewer_ids bigint[] not null,
  requested_teams text[] not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  merged_at timestamp with time zone,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint pull_request_pkey PRIMARY KEY (repository_id, pull_request_id)
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
  created_at timestamp with time zone not null,
  published_at timestamp with time zone,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint release_pkey PRIMARY KEY (repository_id, release_id)
);

create table github.repository (
  repository_id bigint not null,
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
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  pushed_at timestamp with time zone,
  answered_at timestamp with time zone not null,
  visibility text,
  has_pull_requests boolean,
  constraint repository_pkey PRIMARY KEY (repository_id)
);

create table github.repository_daily (
  repository_id bigint not null,
  day date not null,
  stars bigint,
  forks bigint,
  subscribers bigint,
  open_issues bigint,
  size_kib bigint,
  answered_at timestamp with time zone not null,
  constraint repository_daily_pkey PRIMARY KEY (repository_id, day)
);

create table github.review (
  repository_id bigint not null,
  review_id bigint not null,
  number bigint not null,
  author_id bigint,
  author_association text,
  state text not null,
  body text,
  commit_sha text,
  submitted_at timestamp with time zone,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint review_pkey PRIMARY KEY (repository_id, review_id)
);

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
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint review_comment_pkey PRIMARY KEY (repository_id, review_comment_id)
);

create table github.star_week (
  repository_id bigint not null,
  week date not null,
  stars bigint not null,
  stars_by_day bigint[] not null,
  constraint star_week_pkey PRIMARY KEY (repository_id, week)
);

create table kpi.computation (
  repository_id bigint not null,
  family text not null,
  as_of date not null,
  definition_version integer not null,
  source_was_whole boolean,
  constraint computation_pkey PRIMARY KEY (repository_id, family)
);

create table kpi.due_month (
  repository_id bigint not null,
  family text not null,
  month date not null,
  constraint due_month_pkey PRIMARY KEY (repository_id, family, month)
);

create table kpi.follows (
  family text not null,
  source text not null,
  months_on integer,
  constraint follows_pkey PRIMARY KEY (family, source)
);

create table kpi.issue_labels_monthly (
  repository_id bigint not null,
  label text not null,
  month date not null,
  issues_opened integer not null,
  issues_closed integer not null,
  share_of_opened double precision,
  median_hours_to_close double precision,
  p85_hours_to_close double precision,
  labeled integer,
  unlabeled integer,
  open_at_month_end integer,
  median_hours_in_label double precision,
  open_at_month_end_current_labels integer not null,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint issue_labels_monthly_pkey PRIMARY KEY (repository_id, label, month)
);

create table kpi.label_quality (
  repository_id bigint not null,
  as_of date not null,
  definition text not null,
  issues integer not null,
  defects integer not null,
  defect_density double precision not null,
  performance_issues integer not null,
  performance_share double precision not null,
  defect_labels text[] not null,
  performance_labels text[] not null,
  is_retroactive boolean not null,
  data_complete_through timestamp with time zone,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint label_quality_pkey PRIMARY KEY (repository_id, as_of, definition)
);

create table kpi.label_rule (
  definition text not null,
  measure text not null,
  match text not null,
  pattern text not null,
  constraint label_rule_match_check CHECK ((match = ANY (ARRAY['substring'::text, 'label'::text]))),
  constraint label_rule_measure_check CHECK ((measure = ANY (ARRAY['defect'::text, 'performance'::text]))),
  constraint label_rule_pattern_check CHECK ((pattern <> ''::text)),
  constraint label_rule_pkey PRIMARY KEY (definition, measure, pattern)
);

create table kpi.new_contributors (
  repository_id bigint not null,
  source text not null,
  contributor text not null,
  account_id bigint,
  login text,
  is_bot boolean not null,
  first_contribution_at timestamp with time zone not null,
  month date not null,
  total_commits_first_week bigint,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint new_contributors_pkey PRIMARY KEY (repository_id, source, contributor)
);

create table kpi.new_contributors_monthly (
  repository_id bigint not null,
  month date not null,
  source text not null,
  new_contributors integer not null,
  new_bots integer not null,
  new_without_account integer not null,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint new_contributors_monthly_pkey PRIMARY KEY (repository_id, month, source)
);

create table kpi.releases_monthly (
  repository_id bigint not null,
  month date not null,
  releases integer not null,
  prereleases integer not null,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint releases_monthly_pkey PRIMARY KEY (repository_id, month)
);

create table raw.page (
  page_id bigint default nextval('raw.page_id_seq'::regclass) not null,
  stored_at timestamp with time zone default now() not null,
  subject_id bigint not null,
  resource text not null,
  url text not null,
  answered_at timestamp with time zone not null,
  status integer default 200 not null,
  stage text,
  is_cleaned boolean not null,
  stage_error text,
  body text not null,
  constraint page_pkey PRIMARY KEY (subject_id, page_id, stored_at)
) partition by RANGE (stored_at);

create table sync.budget (
  credential text not null,
  bucket text not null,
  quota integer,
  remaining integer,
  reset_at timestamp with time zone,
  blocked_until timestamp with time zone,
  secondary_limits integer default 0 not null,
  tokens double precision not null,
  refilled_at timestamp with time zone not null,
  last_granted integer default 0 not null,
  constraint budget_pkey PRIMARY KEY (credential, bucket)
);

create table sync.cursor (
  subject_id bigint not null,
  resource text not null,
  window_key text not null,
  since timestamp with time zone,
  until timestamp with time zone,
  "position" timestamp with time zone,
  next_url text,
  second_page integer default 0 not null,
  second_pass integer default 0 not null,
  second_changed integer default 0 not null,
  probe_etag text,
  probe_etag_key text,
  probe_last_page integer,
  probe_newest timestamp with time zone,
  splits_left integer default 0 not null,
  started_at timestamp with time zone not null,
  step integer default 0 not null,
  pages integer default 0 not null,
  requests integer default 0 not null,
  rows_inserted bigint default 0 not null,
  rows_updated bigint default 0 not null,
  is_pass boolean default false not null,
  purpose text not null,
  begin_at timestamp with time zone,
  is_last boolean default false not null,
  head_sha text,
  base_sha text,
  constraint cursor_purpose_check CHECK ((purpose = ANY (ARRAY['follow'::text, 'load'::text, 'reconcile'::text, 'backfill'::text]))),
  constraint cursor_pkey PRIMARY KEY (subject_id, resource, window_key)
);

create table sync.gap (
  subject_id bigint not null,
  resource text not null,
  gap text not null,
  reason text not null,
  found_at timestamp with time zone not null,
  is_open boolean default true not null,
  page_id bigint,
  constraint gap_pkey PRIMARY KEY (subject_id, resource, gap)
);

create table sync.item (
  subject_id bigint not null,
  resource text not null,
  item text not null,
  wanted_version text not null,
  read_version text,
  constraint item_pkey PRIMARY KEY (subject_id, resource, item)
);

create table sync.loop (
  workflow_id text not null,
  owner text not null,
  name text,
  subject_id bigint,
  every text not null,
  resources text[] not null,
  state text not null,
  reason text,
  next_sync_at timestamp with time zone,
  changed_at timestamp with time zone default now() not null,
  kind text not null,
  subject_kind text not null,
  constraint loop_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['repository'::text, 'owner'::text, 'public'::text]))),
  constraint loop_pkey PRIMARY KEY (workflow_id),
  constraint loop_kind_subject_kind_subject_id_key UNIQUE (kind, subject_kind, subject_id)
);

create table sync.mark (
  subject_id bigint not null,
  source text not null,
  month date not null,
  marked_in xid8 default pg_current_xact_id() not null,
  constraint mark_pkey PRIMARY KEY (subject_id, source, month, marked_in)
);

create table sync.origin (
  is_only boolean default true not null,
  api_url text not null,
  constraint origin_is_only_check CHECK (is_only),
  constraint origin_pkey PRIMARY KEY (is_only)
);

create table sync.raw_dropped (
  subject_id bigint not null,
  dropped_through timestamp with time zone not null,
  subject_kind text not null,
  constraint raw_dropped_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['repository'::text, 'owner'::text, 'public'::text]))),
  constraint raw_dropped_pkey PRIMARY KEY (subject_kind, subject_id)
);

create table sync.resource (
  subject_id bigint not null,
  resource text not null,
  state text default 'loading'::text not null,
  reason text,
  attempts integer default 0 not null,
  next_try_at timestamp with time zone,
  watermark timestamp with time zone,
  etag text,
  etag_key text,
  complete_from timestamp with time zone,
  complete_through timestamp with time zone,
  rows_stored bigint default 0 not null,
  github_total bigint,
  is_truncated boolean default false not null,
  pages bigint default 0 not null,
  requests bigint default 0 not null,
  not_modified bigint default 0 not null,
  source_version text,
  series_started_at timestamp with time zone,
  stale_since timestamp with time zone,
  is_pass_wanted boolean default false not null,
  pass_since timestamp with time zone,
  reconciled_at timestamp with time zone,
  subject_kind text default 'repository'::text not null,
  head_sha text,
  reach_at timestamp with time zone,
  constraint resource_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['repository'::text, 'owner'::text, 'public'::text]))),
  constraint resource_pkey PRIMARY KEY (subject_id, resource)
);

create table sync.run (
  run_id bigint generated always as identity not null,
  subject_id bigint not null,
  resource text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  pages integer not null,
  requests integer not null,
  rows_inserted bigint not null,
  rows_updated bigint not null,
  constraint run_pkey PRIMARY KEY (run_id)
);

create table sync.seen (
  subject_id bigint not null,
  resource text not null,
  row_id text not null,
  constraint seen_pkey PRIMARY KEY (subject_id, resource, row_id)
);

CREATE INDEX comment_repository_id_number_created_at_idx ON github.comment USING btree (repository_id, number, created_at);
CREATE INDEX commit_repository_id_authored_at_idx ON github.commit USING btree (repository_id, authored_at);
CREATE INDEX deployment_repository_id_created_at_idx ON github.deployment USING btree (repository_id, created_at);
CREATE INDEX issue_repository_id_closed_at_idx ON github.issue USING btree (repository_id, closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX issue_repository_id_created_at_idx ON github.issue USING btree (repository_id, created_at);
CREATE INDEX issue_repository_id_number_idx ON github.issue USING btree (repository_id, number);
CREATE INDEX issue_repository_id_updated_at_idx ON github.issue USING btree (repository_id, updated_at);
CREATE INDEX issue_event_repository_id_created_at_idx ON github.issue_event USING btree (repository_id, created_at);
CREATE INDEX issue_event_repository_id_number_created_at_idx ON github.issue_event USING btree (repository_id, number, created_at);
CREATE INDEX issue_label_carry_repository_id_ended_at_idx ON github.issue_label_carry USING btree (repository_id, ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX issue_label_carry_repository_id_started_at_idx ON github.issue_label_carry USING btree (repository_id, started_at);
CREATE INDEX issue_label_period_repository_id_labeled_at_idx ON github.issue_label_period USING btree (repository_id, labeled_at) WHERE (NOT is_pull_request);
CREATE INDEX issue_label_period_repository_id_unlabeled_at_idx ON github.issue_label_period USING btree (repository_id, unlabeled_at) WHERE ((NOT is_pull_request) AND (unlabeled_at IS NOT NULL));
CREATE INDEX pull_request_repository_id_created_at_idx ON github.pull_request USING btree (repository_id, created_at);
CREATE INDEX pull_request_repository_id_merged_at_idx ON github.pull_request USING btree (repository_id, merged_at) WHERE (merged_at IS NOT NULL);
CREATE INDEX pull_request_repository_id_number_idx ON github.pull_request USING btree (repository_id, number);
CREATE INDEX repository_lower_lower1_idx ON github.repository USING btree (lower(owner), lower(name));
CREATE INDEX review_repository_id_number_submitted_at_idx ON github.review USING btree (repository_id, number, submitted_at);
CREATE INDEX review_comment_repository_id_number_created_at_idx ON github.review_comment USING btree (repository_id, number, created_at);
CREATE INDEX issue_labels_monthly_repository_id_month_label_idx ON kpi.issue_labels_monthly USING btree (repository_id, month, label);
CREATE INDEX item_repository_id_resource_item_idx ON sync.item USING btree (subject_id, resource, item) WHERE (read_version IS DISTINCT FROM wanted_version);
CREATE INDEX run_repository_id_resource_ended_at_idx ON sync.run USING btree (subject_id, resource, ended_at);

CREATE OR REPLACE FUNCTION kpi.months_of(source_table regclass, source_column name, summary_table regclass, repository_ids bigint[], as_of date)
 RETURNS TABLE(repository_id bigint, month date)
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return query execute format(
    'select given.repository_id, steps.month::date
     from unnest($1) as given (repository_id)
     cross join lateral (
       select min(source.%1$I) as instant from %2$s as source where source.repository_id = given.repository_id
     ) as first
     cross join lateral generate_series(
       date_trunc(''month'', first.instant at time zone ''utc''), date_trunc(''month'', $2::timestamp), interval ''1 month''
     ) as steps (month)
     union
     select summary.repository_id, summary.month from %3$s as summary where summary.repository_id = any ($1)',
    source_column, source_table, summary_table
  ) using repository_ids, as_of;
end;
$function$;

CREATE OR REPLACE FUNCTION raw.ensure_partitions(first_day date, last_day date)
 RETURNS SETOF text
 LANGUAGE plpgsql
AS $function$
declare
  day date;
  partition text;
begin
  for day in select first_day + place from generate_series(0, last_day - first_day) as place loop
    partition := 'page_' || to_char(day, 'YYYY_MM_DD');
    continue when exists (
      select from pg_class where relnamespace = 'raw'::regnamespace and relname = partition
    );
    -- One maker at a time, until its transaction ends; who has waited finds it made.
    perform pg_advisory_xact_lock(hashtextextended('raw.page', 0));
    continue when exists (
      select from pg_class where relnamespace = 'raw'::regnamespace and relname = partition
    );
    -- Made apart and attached then: "create table … partition of" would keep every writer of raw.page waiting.
    execute format('create table raw.%I (like raw.page including defaults including constraints)', partition);
    execute format(
      'alter table raw.page attach partition raw.%I for values from (%L) to (%L)',
      partition, to_char(day, 'YYYY-MM-DD 00:00:00+00'), to_char(day + 1, 'YYYY-MM-DD 00:00:00+00')
    );
    return next partition;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION sync.earlier(first timestamp with time zone, second timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
BEGIN ATOMIC
 SELECT
         CASE
             WHEN ((first IS NULL) OR (second IS NULL)) THEN NULL::timestamp with time zone
             ELSE LEAST(first, second)
         END AS "least";
END;

CREATE OR REPLACE FUNCTION sync.purge_repository(repository text, resources text[])
 RETURNS TABLE(repositories integer, issues integer)
 LANGUAGE plpgsql
AS $function$
declare
  ids bigint[] := array(
    select known.repository_id
    from github.repository as known
    where lower(known.owner || '/' || known.name) = lower(purge_repository.repository)
    union
    select loop.subject_id
    from sync.loop
    where loop.subject_kind = 'repository' and loop.subject_id is not null
      and lower(loop.owner || '/' || loop.name) = lower(purge_repository.repository)
  );
  owned record;
begin
  repositories := (select count(*) from github.repository as known where known.repository_id = any (ids));
  issues := (select count(*) from github.issue where issue.repository_id = any (ids));
  delete from sync.loop
  where lower(loop.owner || '/' || loop.name) = lower(purge_repository.repository)
    or (loop.subject_kind = 'repository' and loop.subject_id = any (ids));
  for owned in
    select
      format('%I.%I', space.nspname, class.relname) as name,
      bool_or(attribute.attname = 'repository_id') as has_repository,
      bool_or(attribute.attname = 'subject_kind') as has_kind,
      (array_agg(attribute.attname) filter (where attribute.attname in ('resource', 'source')))[1] as resource
    from pg_class as class
    join pg_namespace as space on space.oid = class.relnamespace and space.nspname in ('raw', 'github', 'sync', 'kpi')
    join pg_attribute as attribute on attribute.attrelid = class.oid and not attribute.attisdropped
    where class.relkind in ('r', 'p') and not class.relispartition
    group by space.nspname, class.relname
    having bool_or(attribute.attname in ('repository_id', 'subject_id'))
  loop
    if owned.has_repository then
      execute format('delete from %s where repository_id = any ($1)', owned.name) using ids;
    elsif owned.has_kind then
      execute format('delete from %s where subject_kind = ''repository'' and subject_id = any ($1)', owned.name) using ids;
    else
      execute format('delete from %s where subject_id = any ($1) and %I = any ($2)', owned.name, owned.resource)
        using ids, purge_repository.resources;
    end if;
  end loop;
  return next;
end;
$function$;

CREATE OR REPLACE FUNCTION sync.standing(told text, rows_stored bigint, why text, tries integer, wait_seconds double precision)
 RETURNS TABLE(state text, reason text, attempts integer, next_try_at timestamp with time zone)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT
         CASE
             WHEN ((told = 'ok'::text) AND (rows_stored = 0)) THEN 'empty'::text
             ELSE told
         END AS told,
     why AS why,
     tries AS tries,
     (clock_timestamp() + make_interval(secs => wait_seconds));
END;

create view github.issue_label as
 SELECT DISTINCT issue.repository_id,
    issue.number,
    COALESCE(label.name, worn.name) AS label
   FROM github.issue
     CROSS JOIN LATERAL UNNEST(issue.label_ids, issue.label_names) worn(label_id, name)
     LEFT JOIN github.label ON label.repository_id = issue.repository_id AND label.label_id = worn.label_id
  WHERE issue.deleted_at IS NULL AND label.deleted_at IS NULL AND worn.name IS NOT NULL;

create view github.label_meaning as
 SELECT label.repository_id,
    label.name,
    COALESCE(label.deleted_at, 'infinity'::timestamp with time zone) AS until_at,
    label.label_id,
    label.name AS present_name,
    label.deleted_at,
    false AS is_inferred
   FROM github.label
UNION ALL
 SELECT former.repository_id,
    former.name,
    former.until_at,
    former.label_id,
    label.name AS present_name,
    label.deleted_at,
    false AS is_inferred
   FROM github.label_former_name former
     JOIN github.label USING (repository_id, label_id)
UNION ALL
 SELECT alias.repository_id,
    alias.former_name AS name,
    alias.until_at,
    alias.label_id,
    label.name AS present_name,
    label.deleted_at,
    true AS is_inferred
   FROM github.label_alias alias
     JOIN github.label USING (repository_id, label_id);

create view kpi.completeness as
 SELECT resource.subject_id AS repository_id,
    resource.resource,
    resource.complete_from,
    resource.complete_through,
    lack.is_lacking,
    resource.complete_through IS NOT NULL AND resource.complete_from IS NULL AND NOT lack.is_lacking AS is_whole,
        CASE
            WHEN NOT lack.is_lacking AND resource.complete_through >= COALESCE(resource.complete_from, '-infinity'::timestamp with time zone) THEN tsrange((resource.complete_from AT TIME ZONE 'utc'::text), (resource.complete_through AT TIME ZONE 'utc'::text))
            ELSE NULL::tsrange
        END AS proven
   FROM sync.resource
     CROSS JOIN LATERAL ( SELECT resource.is_truncated OR (EXISTS ( SELECT
                   FROM sync.gap
                  WHERE gap.subject_id = resource.subject_id AND gap.resource = resource.resource AND gap.is_open)) AS is_lacking
         OFFSET 0) lack;

create view report.commits as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    commit.sha,
    author.login AS author,
    commit.author_email_sha256,
    commit.is_merge,
    commit.subject,
    commit.authored_at,
    commit.committed_at,
    commit.deleted_at AS left_branch_at
   FROM github.commit
     JOIN github.repository ON repository.repository_id = commit.repository_id
     LEFT JOIN github.account author ON author.account_id = commit.author_id;

create view report.deployments as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    deployment.deployment_id,
    deployment.environment,
    deployment.is_production,
    deployment.is_transient,
    deployment.ref,
    deployment.sha,
    deployment.task,
    deployment.description,
    creator.login AS creator,
    deployment.created_at,
    deployment.deleted_at
   FROM github.deployment
     JOIN github.repository ON repository.repository_id = deployment.repository_id
     LEFT JOIN github.account creator ON creator.account_id = deployment.creator_id;

create view report.forks as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    fork.fork_id,
    fork.name AS fork,
    fork_owner.login AS fork_owner,
    fork.created_at,
    fork.pushed_at,
    fork.stars,
    fork.is_archived,
    fork.deleted_at
   FROM github.fork
     JOIN github.repository ON repository.repository_id = fork.repository_id
     LEFT JOIN github.account fork_owner ON fork_owner.account_id = fork.owner_id;

create view report.gaps as
 SELECT
        CASE
            WHEN resource.subject_kind = 'repository'::text THEN gap.subject_id
            ELSE NULL::bigint
        END AS repository_id,
    COALESCE(repository.owner, loop.owner) AS owner,
    COALESCE(repository.name, loop.name) AS name,
    (COALESCE(repository.owner, loop.owner) || '/'::text) || COALESCE(repository.name, loop.name) AS repository,
    gap.resource,
    gap.gap,
    gap.reason,
    gap.found_at,
    gap.is_open,
    gap.subject_id
   FROM sync.gap
     LEFT JOIN sync.resource ON resource.subject_id = gap.subject_id AND resource.resource = gap.resource
     LEFT JOIN github.repository ON resource.subject_kind = 'repository'::text AND repository.repository_id = gap.subject_id
     LEFT JOIN LATERAL ( SELECT loop_1.owner,
            loop_1.name
           FROM sync.loop loop_1
          WHERE loop_1.subject_kind = resource.subject_kind AND loop_1.subject_id = gap.subject_id
          ORDER BY (loop_1.kind = 'syncRepository'::text) DESC, loop_1.workflow_id
         LIMIT 1) loop ON true;

create view report.issue_transfers as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    transfer.number,
    transfer.issue_id,
    transfer.to_repository_id,
    COALESCE((target.owner || '/'::text) || target.name, transfer.to_repository) AS to_repository,
    transfer.to_number,
    transfer.to_issue_id,
    transfer.found_at
   FROM github.issue_transfer transfer
     JOIN github.repository ON repository.repository_id = transfer.repository_id
     LEFT JOIN github.repository target ON target.repository_id = transfer.to_repository_id;

create view report.issues as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    issue.issue_id,
    issue.number,
    issue.title,
    issue.state,
    issue.state_reason,
    issue.label_names AS labels,
    author.login AS author,
    issue.author_association,
    ARRAY( SELECT account.login
           FROM unnest(issue.assignee_ids) WITH ORDINALITY assignee(account_id, "position")
             JOIN github.account ON account.account_id = assignee.account_id
          ORDER BY assignee."position") AS assignees,
    issue.milestone_title AS milestone,
    issue.comments,
    issue.is_locked,
    issue.created_at,
    issue.updated_at,
    issue.closed_at
   FROM github.issue
     JOIN github.repository ON repository.repository_id = issue.repository_id
     LEFT JOIN github.account author ON author.account_id = issue.author_id
  WHERE NOT issue.is_pull_request AND issue.deleted_at IS NULL;

create view report.label_former_names as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    former.label_id,
    former.name AS former_name,
    label.name AS label,
    former.until_at
   FROM github.label_former_name former
     JOIN github.repository ON repository.repository_id = former.repository_id
     LEFT JOIN github.label ON label.repository_id = former.repository_id AND label.label_id = former.label_id;

create view report.labels as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    label.label_id,
    label.name AS label,
    label.color,
    label.description,
    label.is_default,
    label.deleted_at
   FROM github.label
     JOIN github.repository ON repository.repository_id = label.repository_id;

create view report.loops as
 SELECT
        CASE
            WHEN loop.subject_kind = 'repository'::text THEN loop.subject_id
            ELSE NULL::bigint
        END AS repository_id,
    COALESCE(repository.owner, loop.owner) AS owner,
    COALESCE(repository.name, loop.name) AS name,
    (COALESCE(repository.owner, loop.owner) || '/'::text) || COALESCE(repository.name, loop.name) AS repository,
    loop.workflow_id,
    loop.every,
    loop.resources,
        CASE
            WHEN speaks.loop_itself THEN loop.state
            ELSE worst.state
        END AS state,
    COALESCE(total.rows_stored, 0::numeric)::bigint AS rows_stored,
        CASE
            WHEN speaks.loop_itself THEN loop.next_sync_at
            ELSE total.next_try_at
        END AS next_sync_at,
        CASE
            WHEN speaks.loop_itself THEN loop.reason
            ELSE worst.reason
        END AS reason
   FROM sync.loop
     LEFT JOIN github.repository ON loop.subject_kind = 'repository'::text AND repository.repository_id = loop.subject_id
     LEFT JOIN LATERAL ( SELECT resource.state,
            resource.reason
           FROM sync.resource
          WHERE resource.subject_kind = loop.subject_kind AND resource.subject_id = loop.subject_id
          ORDER BY (array_position(ARRAY['failed'::text, 'gone'::text, 'missing'::text, 'blocked'::text, 'forbidden'::text, 'limited'::text, 'loading'::text, 'stats_pending'::text, 'disabled'::text, 'ok'::text, 'empty'::text], resource.state)), resource.resource
         LIMIT 1) worst ON true
     LEFT JOIN LATERAL ( SELECT sum(resource.rows_stored) AS rows_stored,
            min(resource.next_try_at) AS next_try_at
           FROM sync.resource
          WHERE resource.subject_kind = loop.subject_kind AND resource.subject_id = loop.subject_id) total ON true
     CROSS JOIN LATERAL ( SELECT (loop.state = ANY (ARRAY['paused'::text, 'renamed'::text])) OR worst.state IS NULL AS loop_itself) speaks;

create view report.milestones as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    milestone.milestone_id,
    milestone.number,
    milestone.title,
    milestone.description,
    milestone.state,
    creator.login AS creator,
    milestone.open_issues,
    milestone.closed_issues,
    milestone.created_at,
    milestone.updated_at,
    milestone.due_on,
    milestone.closed_at,
    milestone.deleted_at
   FROM github.milestone
     JOIN github.repository ON repository.repository_id = milestone.repository_id
     LEFT JOIN github.account creator ON creator.account_id = milestone.creator_id;

create view report.pull_requests as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    pull_request.pull_request_id,
    pull_request.number,
    pull_request.title,
    pull_request.state,
    pull_request.is_draft,
    author.login AS author,
    pull_request.author_association,
    pull_request.base_ref,
    pull_request.head_ref,
    ARRAY( SELECT account.login
           FROM unnest(pull_request.requested_reviewer_ids) WITH ORDINALITY reviewer(account_id, "position")
             JOIN github.account ON account.account_id = reviewer.account_id
          ORDER BY reviewer."position") AS requested_reviewers,
    pull_request.requested_teams,
    issue.label_names AS labels,
    issue.milestone_title AS milestone,
    pull_request.created_at,
    pull_request.updated_at,
    pull_request.closed_at,
    pull_request.merged_at
   FROM github.pull_request
     JOIN github.repository ON repository.repository_id = pull_request.repository_id
     LEFT JOIN github.account author ON author.account_id = pull_request.author_id
     LEFT JOIN github.issue ON issue.repository_id = pull_request.repository_id AND issue.number = pull_request.number AND issue.is_pull_request
  WHERE pull_request.deleted_at IS NULL;

create view report.releases as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    release.release_id,
    release.tag_name,
    release.name AS title,
    author.login AS author,
    release.is_draft,
    release.is_prerelease,
    release.created_at,
    release.published_at,
    release.deleted_at
   FROM github.release
     JOIN github.repository ON repository.repository_id = release.repository_id
     LEFT JOIN github.account author ON author.account_id = release.author_id;

create view report.repository_daily as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    stored.day + passed.days AS day,
    stored.stars,
    stored.forks,
    stored.subscribers,
    stored.open_issues,
    stored.size_kib AS size
   FROM github.repository_daily stored
     JOIN github.repository ON repository.repository_id = stored.repository_id
     LEFT JOIN sync.resource ON resource.subject_id = stored.repository_id AND resource.resource = 'repository'::text
     CROSS JOIN LATERAL ( SELECT min(later.day) AS day
           FROM github.repository_daily later
          WHERE later.repository_id = stored.repository_id AND later.day > stored.day) following
     CROSS JOIN LATERAL ( SELECT COALESCE(following.day - 1, GREATEST(stored.day, (resource.complete_through AT TIME ZONE 'utc'::text)::date)) AS day) until
     CROSS JOIN LATERAL generate_series(0, until.day - stored.day) passed(days);

create view report.star_weeks as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    star_week.week,
    star_week.stars,
    star_week.stars_by_day
   FROM github.star_week
     JOIN github.repository ON repository.repository_id = star_week.repository_id;

create view report.sync_status as
 SELECT
        CASE
            WHEN resource.subject_kind = 'repository'::text THEN resource.subject_id
            ELSE NULL::bigint
        END AS repository_id,
    COALESCE(repository.owner, loop.owner) AS owner,
    COALESCE(repository.name, loop.name) AS name,
    (COALESCE(repository.owner, loop.owner) || '/'::text) || COALESCE(repository.name, loop.name) AS repository,
    resource.resource,
    resource.state,
    resource.rows_stored,
    resource.github_total,
    resource.complete_from,
    resource.complete_through,
    resource.pages,
    resource.requests,
    resource.not_modified,
    resource.attempts,
    resource.next_try_at,
    resource.reason,
    resource.is_truncated,
    ( SELECT count(*) AS count
           FROM sync.gap
          WHERE gap.subject_id = resource.subject_id AND gap.resource = resource.resource AND gap.is_open) AS gaps,
    resource.reconciled_at,
    resource.subject_id
   FROM sync.resource
     LEFT JOIN github.repository ON resource.subject_kind = 'repository'::text AND repository.repository_id = resource.subject_id
     LEFT JOIN LATERAL ( SELECT loop_1.owner,
            loop_1.name
           FROM sync.loop loop_1
          WHERE loop_1.subject_kind = resource.subject_kind AND loop_1.subject_id = resource.subject_id
          ORDER BY (loop_1.kind = 'syncRepository'::text) DESC, loop_1.workflow_id
         LIMIT 1) loop ON true
UNION ALL
 SELECT NULL::bigint AS repository_id,
    loop.owner,
    loop.name,
    (loop.owner || '/'::text) || loop.name AS repository,
    'repository'::text AS resource,
    loop.state,
    0 AS rows_stored,
    NULL::bigint AS github_total,
    NULL::timestamp with time zone AS complete_from,
    NULL::timestamp with time zone AS complete_through,
    0 AS pages,
    0 AS requests,
    0 AS not_modified,
    0 AS attempts,
    loop.next_sync_at AS next_try_at,
    loop.reason,
    false AS is_truncated,
    0 AS gaps,
    NULL::timestamp with time zone AS reconciled_at,
    NULL::bigint AS subject_id
   FROM sync.loop
  WHERE loop.subject_id IS NULL AND loop.kind = 'syncRepository'::text;

create view kpi.family_completeness as
 SELECT source.repository_id,
    follows.family,
    source.resource,
    source.complete_from,
    source.complete_through,
    source.is_lacking,
    source.proven,
    waiting.month AS waits_from,
    source.proven * tsrange(NULL::timestamp without time zone, waiting.month::timestamp without time zone) AS computed
   FROM kpi.follows
     JOIN kpi.completeness source ON source.resource = follows.source
     CROSS JOIN LATERAL ( SELECT LEAST(( SELECT min(due_month.month) AS min
                   FROM kpi.due_month
                  WHERE due_month.repository_id = source.repository_id AND due_month.family = follows.family), ( SELECT min(
                        CASE
                            WHEN followed.months_on IS NULL THEN '-infinity'::date
                            ELSE mark.month
                        END) AS min
                   FROM kpi.follows followed
                     CROSS JOIN LATERAL ( SELECT mark_1.month
                           FROM sync.mark mark_1
                          WHERE mark_1.subject_id = source.repository_id AND mark_1.source = followed.source
                          ORDER BY mark_1.month
                         LIMIT 1) mark
                  WHERE followed.family = follows.family)) AS month
         OFFSET 0) waiting;

create view kpi.label_history as
 SELECT repository_id,
    complete_through,
    is_whole AS is_complete,
        CASE
            WHEN is_whole THEN proven
            ELSE NULL::tsrange
        END AS proven
   FROM kpi.completeness
  WHERE resource = 'issue_events'::text;

create view report.label_quality as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    kpi.as_of,
    kpi.definition,
    kpi.issues,
    kpi.defects,
    kpi.defect_density,
    kpi.performance_issues,
    kpi.performance_share,
    kpi.defect_labels,
    kpi.performance_labels,
    kpi.definition_version,
    kpi.computed_at,
    kpi.data_complete_through,
    COALESCE(NOT kpi.is_retroactive AND kpi.as_of <= (kpi.data_complete_through AT TIME ZONE 'utc'::text) AND source.proven @> tsrange(kpi.as_of - '2 mons'::interval, kpi.as_of::timestamp without time zone), false) AS is_complete
   FROM kpi.label_quality kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN kpi.completeness source ON source.repository_id = kpi.repository_id AND source.resource = 'issues'::text;

create view report.issue_labels_monthly as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    kpi.month,
    kpi.label,
    kpi.issues_opened,
    kpi.issues_closed,
    kpi.share_of_opened,
    kpi.median_hours_to_close,
    kpi.p85_hours_to_close,
    kpi.labeled,
    kpi.unlabeled,
    kpi.open_at_month_end,
    kpi.median_hours_in_label,
    kpi.open_at_month_end_current_labels,
    kpi.definition_version,
    kpi.computed_at,
    source.complete_through AS data_complete_through,
    COALESCE(source.computed @> month.span AND (kpi.labeled IS NULL OR history.proven @> month.span), false) AS is_complete
   FROM kpi.issue_labels_monthly kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     CROSS JOIN LATERAL ( SELECT tsrange(kpi.month::timestamp without time zone, kpi.month + '1 mon'::interval) AS span) month
     LEFT JOIN kpi.family_completeness source ON source.repository_id = kpi.repository_id AND source.family = 'issue_labels'::text AND source.resource = 'issues'::text
     LEFT JOIN kpi.label_history history ON history.repository_id = kpi.repository_id;

create view report.new_contributors as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    kpi.source,
    kpi.contributor,
    kpi.login,
    kpi.account_id,
    kpi.first_contribution_at,
    kpi.month,
    kpi.is_bot,
    kpi.total_commits_first_week,
    kpi.definition_version,
    kpi.computed_at,
    source.complete_through AS data_complete_through,
    COALESCE(source.computed @> tsrange(kpi.month::timestamp without time zone, (month_end.day + (7 - EXTRACT(dow FROM month_end.day)::integer) % 7)::timestamp without time zone), false) AS is_complete
   FROM kpi.new_contributors kpi
     CROSS JOIN LATERAL ( SELECT (kpi.month + '1 mon'::interval)::date AS day) month_end
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN kpi.family_completeness source ON source.repository_id = kpi.repository_id AND source.family = 'contributors'::text AND source.resource = 'contributor_stats'::text AND kpi.source = 'stats'::text;

create view report.new_contributors_monthly as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    kpi.month,
    kpi.source,
    kpi.new_contributors,
    kpi.new_bots,
    kpi.new_without_account,
    kpi.definition_version,
    kpi.computed_at,
    source.complete_through AS data_complete_through,
    COALESCE(source.computed @> tsrange(kpi.month::timestamp without time zone, (month_end.day + (7 - EXTRACT(dow FROM month_end.day)::integer) % 7)::timestamp without time zone), false) AS is_complete
   FROM kpi.new_contributors_monthly kpi
     CROSS JOIN LATERAL ( SELECT (kpi.month + '1 mon'::interval)::date AS day) month_end
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN kpi.family_completeness source ON source.repository_id = kpi.repository_id AND source.family = 'contributors'::text AND source.resource = 'contributor_stats'::text AND kpi.source = 'stats'::text;

create view report.releases_monthly as
 SELECT repository.repository_id,
    repository.owner,
    repository.name,
    (repository.owner || '/'::text) || repository.name AS repository,
    kpi.month,
    kpi.releases,
    kpi.prereleases,
    kpi.definition_version,
    kpi.computed_at,
    source.complete_through AS data_complete_through,
    COALESCE(source.computed @> tsrange(kpi.month::timestamp without time zone, kpi.month + '1 mon'::interval), false) AS is_complete
   FROM kpi.releases_monthly kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN kpi.family_completeness source ON source.repository_id = kpi.repository_id AND source.family = 'releases'::text AND source.resource = 'releases'::text;

comment on view kpi.completeness is 'How far each source is proven to be here. complete_from null: since the beginning. is_lacking: truncated by GitHub, or with a gap that is still open.';
comment on column kpi.completeness.is_whole is 'Every row since the beginning, up to complete_through.';
comment on column kpi.completeness.proven is 'The UTC time of which every row is here; null: of none, for it is lacking or not proven yet.';
comment on table kpi.computation is 'The day and the definition that a repository''s tables of one family stand at.';
comment on column kpi.computation.source_was_whole is 'Whether the source that a part of the tables needs from its beginning on was whole, so that this part is filled; null: no such part, or never asked.';
comment on table kpi.due_month is 'Months that a family is to compute: marks of its sources, taken and spread. -infinity: every month.';
comment on view kpi.family_completeness is 'How far the tables of a family are complete, by each source that it follows: as kpi.completeness, and up to the first month that waits to be computed.';
comment on column kpi.family_completeness.computed is 'The UTC time of which every row of the source is here and nothing waits to be computed; null: of none.';
comment on column kpi.family_completeness.waits_from is 'The first month that waits to be computed, whichever source of the family has changed; -infinity: every month; null: none.';
comment on table kpi.follows is 'Which family of tables follows which source, as activities/kpis/families.ts declares it.';
comment on column kpi.follows.months_on is 'A change in a month changes its numbers and those of so many months after it; null: of every month.';
comment on table kpi.issue_labels_monthly is 'Issues (no pull requests) by label and month; a row where any count is not zero.';
comment on view kpi.label_history is 'Whether every event of a repository''s issues is here, so that labels can be told for every month; no row: no.';
comment on column kpi.label_history.proven is 'The UTC time of which labels can be told; null: of none.';
comment on table kpi.label_quality is 'One snapshot a UTC day of open issues and pull requests updated in the two months before; written once, never recomputed. No such items: no row.';
comment on column kpi.label_quality.data_complete_through is 'How far the issue list was proven complete when the snapshot was made.';
comment on column kpi.label_quality.is_retroactive is 'True: made on a later day, from the rows as they were then.';
comment on table kpi.label_rule is 'What label_quality counts. Edit it with SQL: a change holds from the next snapshot on, older snapshots keep the rules that they were made with.';
comment on column kpi.label_rule.match is 'substring: the pattern occurs in the joined label names; label: one label equals the pattern. Neither sees upper or lower case.';
comment on table kpi.new_contributors is 'One row a contributor with a first contribution. Source stats: the first week with a commit in GitHub''s contributor statistics.';
comment on column kpi.new_contributors.contributor is 'account:{id}, or null:{n} for the nth entry without an account; such entries are never merged.';
comment on column kpi.new_contributors.first_contribution_at is 'Source stats: 00:00 UTC of the Sunday on which the first week with a commit begins; the commit itself may be up to seven days later.';
comment on column kpi.new_contributors.month is 'UTC month of first_contribution_at. A week that begins on 28 September counts in September although its first commit may be of 2 October.';
comment on column kpi.new_contributors.total_commits_first_week is 'Commits of that first week.';
comment on table kpi.new_contributors_monthly is 'Contributors by the month of their first contribution; a month without any has no row.';
comment on column kpi.new_contributors_monthly.new_bots is 'Those of them that are bots.';
comment on column kpi.new_contributors_monthly.new_contributors is 'Every entry with a first contribution in the month, bots and entries without an account included.';
comment on column kpi.new_contributors_monthly.new_without_account is 'Those of them whose commits belong to no GitHub account; each such entry counts as one person.';
comment on table kpi.releases_monthly is 'Releases by the UTC month in which they were published.';
comment on view report.commits is 'Commits of the default branch, and those that a rewritten branch has left.';
comment on column report.commits.author is 'Login of the account that the address belongs to; null: to none.';
comment on column report.commits.author_email_sha256 is 'SHA-256 of the address in lower case, hexadecimal, where it belongs to no account: it tells such people apart and names nobody.';
comment on column report.commits.authored_at is 'When the change was written, by the author''s clock.';
comment on column report.commits.committed_at is 'When the commit was made, by the committer''s clock; a rebase moves it.';
comment on column report.commits.is_merge is 'More than one parent.';
comment on column report.commits.left_branch_at is 'When a rewritten branch was found without it; null: it is on the branch.';
comment on column report.commits.subject is 'First line of the message.';
comment on view report.deployments is 'What was deployed where and when, deployments that were deleted too. Whether it succeeded is told by statuses, which are not kept.';
comment on column report.deployments.created_at is 'When the deployment was ordered.';
comment on column report.deployments.creator is 'Login; null: the account was deleted.';
comment on column report.deployments.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.deployments.deployment_id is 'GitHub''s id of the deployment.';
comment on column report.deployments.description is 'A few words of whoever deployed; null: none.';
comment on column report.deployments.environment is 'Where it was deployed to, as whoever deployed has named it.';
comment on column report.deployments.is_production is 'The environment is one that end users see, as whoever deployed has told GitHub.';
comment on column report.deployments.is_transient is 'The environment goes again, as that of a preview does.';
comment on column report.deployments.ref is 'Branch, tag or commit that was asked for.';
comment on column report.deployments.sha is 'The commit that was deployed.';
comment on column report.deployments.task is 'What was to be done; GitHub''s default is deploy.';
comment on view report.forks is 'Repositories that were forked from this one, those that are gone too.';
comment on column report.forks.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.forks.fork is 'Its name as owner/name, when it was last read.';
comment on column report.forks.fork_id is 'The fork''s own repository id at GitHub.';
comment on column report.forks.pushed_at is 'Last push into the fork, or the last one before it was made.';
comment on column report.forks.stars is 'Stars of the fork itself.';
comment on view report.gaps is 'What GitHub did not give, by name; an open gap makes the months of its resource incomplete until it is filled.';
comment on column report.gaps.found_at is 'When it was first found.';
comment on column report.gaps.gap is 'What is missing.';
comment on column report.gaps.is_open is 'False: a fact, such as an issue number that GitHub says was deleted, transferred or never given; it makes no month incomplete.';
comment on column report.gaps.reason is 'Why, in a sentence.';
comment on column report.gaps.subject_id is 'GitHub''s id of what the resource belongs to: the repository, or an owner.';
comment on view report.issue_labels_monthly is 'Issues without pull requests and without deleted ones, by repository, UTC month and label; a row where any count is not zero. An issue counts under each of its labels.';
comment on column report.issue_labels_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.issue_labels_monthly.data_complete_through is 'GitHub''s issue list is proven complete up to here; null: not yet.';
comment on column report.issue_labels_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.issue_labels_monthly.is_complete is 'The month was over when the issue list was proven complete, lies after the start of a load that began at a date, no gap is open and no change up to this month waits to be computed; where columns by label history are filled, the same holds for the list of issue events.';
comment on column report.issue_labels_monthly.issues_closed is 'Closed for the last time in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly.issues_opened is 'Created in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly.labeled is 'By label history: times that the label was set in the month, under the label''s present name; null until that history is complete.';
comment on column report.issue_labels_monthly.median_hours_in_label is 'By label history: hours that issues carried the label until it was taken away or they were closed, of those that ended in the month, percentile_disc(0.5); null when none ended, and until that history is complete.';
comment on column report.issue_labels_monthly.median_hours_to_close is 'Hours from opening to last close of the issues closed in the month, percentile_disc(0.5): a value that occurred; null when none was closed.';
comment on column report.issue_labels_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.issue_labels_monthly.open_at_month_end is 'By label history: issues that were open and carried the label at the month''s end; null until that history is complete.';
comment on column report.issue_labels_monthly.open_at_month_end_current_labels is 'Open at the month''s end, by the labels that the issues have now. After a first load that began at a date, issues not updated since are missing.';
comment on column report.issue_labels_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column report.issue_labels_monthly.share_of_opened is 'issues_opened / all issues opened in the month, labelled or not (a fraction); null when none was opened.';
comment on column report.issue_labels_monthly.unlabeled is 'By label history: times that the label was taken away in the month, or went because the label was deleted; null until that history is complete.';
comment on view report.issue_transfers is 'Issues that moved to another repository: what was number here is to_number there.';
comment on column report.issue_transfers.found_at is 'When the redirect was found; the transfer lies before.';
comment on column report.issue_transfers.issue_id is 'Null: the issue was never stored here.';
comment on column report.issue_transfers.to_repository is 'Its present name where it is stored too, otherwise the name when the transfer was found; null: it cannot be seen.';
comment on view report.issues is 'Issues without pull requests and without bodies, to look behind a number; without those that are deleted, hidden or transferred.';
comment on column report.issues.author is 'Login; null: the account was deleted.';
comment on column report.issues.closed_at is 'Last close; null while open, also after a reopening.';
comment on column report.issues.labels is 'Labels that the issue has now.';
comment on view report.label_former_names is 'Names that labels had before, as far as the catalogue was read under them. Events of issues keep the name of their day.';
comment on column report.label_former_names.label is 'The name that the label has now, or had when it was deleted.';
comment on column report.label_former_names.until_at is 'When the next name was seen; the change itself lies between this and the reading before.';
comment on view report.label_quality is 'What the labels of open issues AND pull requests updated in the two months before as_of say: one snapshot a repository, UTC day and definition. No such items: no row.';
comment on column report.label_quality.as_of is 'UTC day of the snapshot.';
comment on column report.label_quality.computed_at is 'When the snapshot was made; it is never made again.';
comment on column report.label_quality.data_complete_through is 'GitHub''s issue list was proven complete up to here when the snapshot was made.';
comment on column report.label_quality.defect_density is 'defects / issues, a fraction.';
comment on column report.label_quality.defect_labels is 'The defect rules that this snapshot was made with.';
comment on column report.label_quality.defects is 'Those with a defect label, each once.';
comment on column report.label_quality.definition is 'Rules of kpi.label_rule; substring: a pattern occurs in the joined label names; label: a label equals the pattern. Neither sees upper or lower case.';
comment on column report.label_quality.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.label_quality.is_complete is 'Made on its own day, from a list proven complete up to that day, with no gap. False for a snapshot made later, from the labels of that later day.';
comment on column report.label_quality.issues is 'Open issues and pull requests updated since two months before as_of.';
comment on column report.label_quality.performance_issues is 'Those with a performance label, each once.';
comment on column report.label_quality.performance_labels is 'The performance rules that this snapshot was made with.';
comment on column report.label_quality.performance_share is 'performance_issues / issues × 100, a percentage.';
comment on view report.labels is 'The labels that a repository offers, and those that it offered and deleted; former names are in report.label_former_names.';
comment on column report.labels.color is 'Six hexadecimal digits, red, green, blue.';
comment on column report.labels.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.labels.is_default is 'GitHub made it with the repository.';
comment on view report.loops is 'The loops that keep repositories up to date, one row a workflow.';
comment on column report.loops.every is 'Rest between two cycles, as it was asked for.';
comment on column report.loops.next_sync_at is 'When the next cycle begins.';
comment on column report.loops.rows_stored is 'Rows of all its resources.';
comment on column report.loops.state is 'State of the resource that matters most; `paused` when the loop is.';
comment on column report.loops.workflow_id is 'Id in Temporal.';
comment on view report.milestones is 'The milestones of a repository, open, closed and deleted.';
comment on column report.milestones.closed_issues is 'Closed issues and pull requests in it, as GitHub counts them.';
comment on column report.milestones.creator is 'Login; null: the account was deleted.';
comment on column report.milestones.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.milestones.due_on is 'The day that it is due, as the instant that GitHub makes of it.';
comment on column report.milestones.open_issues is 'Open issues and pull requests in it, as GitHub counts them.';
comment on view report.new_contributors is 'Who is behind report.new_contributors_monthly: one row a repository, source and contributor.';
comment on column report.new_contributors.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.new_contributors.contributor is 'account:{id}, or null:{n} for the nth entry without an account; such entries are never merged.';
comment on column report.new_contributors.data_complete_through is 'GitHub''s data is proven complete up to here; null: not yet.';
comment on column report.new_contributors.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.new_contributors.first_contribution_at is 'Source stats: 00:00 UTC of the Sunday on which the first week with a commit begins; the commit may be up to seven days later.';
comment on column report.new_contributors.is_complete is 'Whether the list of this month is complete, as in report.new_contributors_monthly.';
comment on column report.new_contributors.login is 'Login at the time of the statistics; null without an account.';
comment on column report.new_contributors.month is 'First day of the UTC month of first_contribution_at.';
comment on column report.new_contributors.total_commits_first_week is 'Commits of that first week (stats).';
comment on view report.new_contributors_monthly is 'People who contributed for the first time, by repository, UTC month and source; a month without any has no row. Source stats: GitHub''s contributor statistics, which list the 100 most active contributors at most, without merge commits.';
comment on column report.new_contributors_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.new_contributors_monthly.data_complete_through is 'GitHub''s data is proven complete up to here; null: not yet.';
comment on column report.new_contributors_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.new_contributors_monthly.is_complete is 'The last week that began in the month was over when the data was proven complete, the statistics were not cut off at 100 contributors, no gap is open and nothing waits to be computed.';
comment on column report.new_contributors_monthly.month is 'First day of the UTC month. Source stats: of the Sunday on which the first week with a commit begins, so up to six days of newcomers fall into the month before.';
comment on column report.new_contributors_monthly.new_bots is 'Bots among them.';
comment on column report.new_contributors_monthly.new_contributors is 'All of them, bots and entries without an account included.';
comment on column report.new_contributors_monthly.new_without_account is 'Entries without a GitHub account among them; each counts as one person.';
comment on column report.new_contributors_monthly.source is 'What counts as the first contribution; stats: the first week with a commit in the contributor statistics.';
comment on view report.pull_requests is 'Pull requests without bodies, to look behind a number; without those that GitHub does not show any more.';
comment on column report.pull_requests.author is 'Login; null: the account was deleted.';
comment on column report.pull_requests.base_ref is 'Branch that it is to be merged into.';
comment on column report.pull_requests.closed_at is 'Last close or the merge; null while open, also after a reopening.';
comment on column report.pull_requests.head_ref is 'Branch that it comes from.';
comment on column report.pull_requests.labels is 'Labels that it has now, from the list of issues; null: not in that list yet.';
comment on column report.pull_requests.milestone is 'From the list of issues, as labels are.';
comment on column report.pull_requests.requested_reviewers is 'Logins of those who were asked for a review and have not given one yet.';
comment on column report.pull_requests.requested_teams is 'Teams that were asked, by the short names in their addresses.';
comment on column report.pull_requests.state is 'open or closed; merged is closed with merged_at.';
comment on view report.releases is 'The releases of a repository without their texts, those that were deleted too.';
comment on column report.releases.author is 'Login; null: the account was deleted.';
comment on column report.releases.created_at is 'Date of the commit that was released, as GitHub gives it.';
comment on column report.releases.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.releases.is_draft is 'Not published; shown to those alone who may push.';
comment on column report.releases.published_at is 'Null while it is a draft.';
comment on view report.releases_monthly is 'Releases by repository and UTC month, from the month of the first release to that of the computation; a month in which nothing was published has a row with zeros.';
comment on column report.releases_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.releases_monthly.data_complete_through is 'GitHub''s list of releases is proven complete up to here; null: not yet.';
comment on column report.releases_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.releases_monthly.is_complete is 'The month was over when the list was proven complete, no gap is open and nothing waits to be computed.';
comment on column report.releases_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.releases_monthly.prereleases is 'Those of them that are marked as not ready for production.';
comment on column report.releases_monthly.releases is 'Published in the month, prereleases among them; drafts and deleted releases do not count.';
comment on view report.repository_daily is 'What GitHub counted of a repository, one row a UTC day from the first day that was stored to the last on which it answered. A day without an answer of its own, or with one that said that nothing had changed, has the numbers of the day before.';
comment on column report.repository_daily.day is 'UTC day; the numbers are those of its last answer.';
comment on column report.repository_daily.open_issues is 'Open issues and pull requests, as GitHub counts them.';
comment on column report.repository_daily.size is 'KiB, as GitHub measures the repository on its disks.';
comment on column report.repository_daily.subscribers is 'People who watch the repository.';
comment on view report.star_weeks is 'Stars that a repository gained, by week, without those that were taken back since: past weeks may change. GitHub gives no names.';
comment on column report.star_weeks.stars is 'Stars given in that week that are still given.';
comment on column report.star_weeks.stars_by_day is 'The same by day, Sunday first; GitHub does not promise that its days begin at 00:00 UTC.';
comment on column report.star_weeks.week is 'The Sunday (UTC) on which the week begins.';
comment on view report.sync_status is 'What each resource of each repository is doing. A repository that GitHub has not answered for yet has one row, resource repository, without an id.';
comment on column report.sync_status.attempts is 'Tries in the present series of 202 answers or failures.';
comment on column report.sync_status.complete_from is 'Only what was updated since; null: everything since the beginning.';
comment on column report.sync_status.complete_through is 'Proven complete up to here.';
comment on column report.sync_status.gaps is 'Things that GitHub did not give; they make months incomplete.';
comment on column report.sync_status.github_total is 'GitHub''s own count; while a list is loaded for the first time, its pages times a hundred; null: GitHub gives none.';
comment on column report.sync_status.is_truncated is 'GitHub cut the list off (the statistics name 100 contributors at most).';
comment on column report.sync_status.next_try_at is 'When it is asked again.';
comment on column report.sync_status.not_modified is 'Requests that GitHub answered with 304, which cost nothing.';
comment on column report.sync_status.pages is 'Pages read since the beginning.';
comment on column report.sync_status.reason is 'Why it waits or failed, in a sentence.';
comment on column report.sync_status.reconciled_at is 'The last pass over the whole list that was followed by a look at everything that it did not show: deletions up to then are known. Null: none yet.';
comment on column report.sync_status.requests is 'Requests sent since the beginning.';
comment on column report.sync_status.rows_stored is 'Rows of that route; issues includes pull requests, as GitHub''s list does.';
comment on column report.sync_status.state is 'loading ok empty paused limited stats_pending forbidden missing gone blocked disabled renamed failed.';
comment on column report.sync_status.subject_id is 'GitHub''s id of what the resource belongs to: the repository, or an owner; null where GitHub has not answered.';

grant select on report.commits to repometer_reader;
grant select on report.deployments to repometer_reader;
grant select on report.forks to repometer_reader;
grant select on report.gaps to repometer_reader;
grant select on report.issue_labels_monthly to repometer_reader;
grant select on report.issue_transfers to repometer_reader;
grant select on report.issues to repometer_reader;
grant select on report.label_former_names to repometer_reader;
grant select on report.label_quality to repometer_reader;
grant select on report.labels to repometer_reader;
grant select on report.loops to repometer_reader;
grant select on report.milestones to repometer_reader;
grant select on report.new_contributors to repometer_reader;
grant select on report.new_contributors_monthly to repometer_reader;
grant select on report.pull_requests to repometer_reader;
grant select on report.releases to repometer_reader;
grant select on report.releases_monthly to repometer_reader;
grant select on report.repository_daily to repometer_reader;
grant select on report.star_weeks to repometer_reader;
grant select on report.sync_status to repometer_reader;
grant usage on schema report to repometer_reader;

alter default privileges in schema report grant select on tables to repometer_reader;
