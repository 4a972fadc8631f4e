-- Events of feeds: GET /repos/{o}/{r}/events, /orgs/{o}/events, /users/{u}/events, /events.

-- One row an event, whichever feeds have shown it; one partition a UTC day, so that old ones go by dropping partitions.
create table github.event (
  event_id bigint not null,
  -- Null: GitHub names none (`repo: {}`).
  repository_id bigint,
  -- As it was called when the event happened.
  repository_name text,
  -- Null: GitHub does not say; those lie in github.event_undated.
  created_at timestamptz,
  type text,
  -- What was done: opened, closed, merged, labeled … Since 2025-10 a merged pull request is `merged`, before it was `closed`.
  action text,
  actor_id bigint,
  org_id bigint,
  is_public boolean,
  -- Of the issue, pull request or discussion.
  number bigint,
  -- Whether the pull request was merged by this event; null: it is none, or nobody says.
  is_merged boolean,
  -- Branch or tag, whole (refs/heads/main) or short, as this kind of event tells it; and what it is.
  ref text,
  ref_type text,
  head_sha text,
  before_sha text,
  -- What was put on or taken away.
  label_name text,
  assignee_id bigint,
  -- The page that shows it, as far as the event tells.
  html_url text,
  -- What is odd about it, in words of ours: not public, without a repository, without a type, without a time; null: nothing.
  oddity text,
  -- The entry as it came, of odd ones alone.
  entry jsonb,
  -- By GitHub's clock: the answer that showed it first.
  first_seen_at timestamptz not null,
  is_cleaned boolean not null,
  -- The time is the same wherever an event is shown, so this keeps an id from being stored twice.
  unique nulls not distinct (repository_id, created_at, event_id)
) partition by range (created_at);
create index on github.event (created_at);
comment on table github.event is 'Events of feeds, one row an event.';

-- With the check, no new day has to look for its rows here.
create table github.event_undated partition of github.event (
  constraint event_undated_is_undated check (created_at is null)
) default;

-- What repositories are called that events tell of, kept by a loop or not.
create table github.event_repository (
  repository_id bigint primary key,
  -- The name in the newest event.
  name text not null,
  named_at timestamptz not null
);
create index on github.event_repository (lower(name));
comment on table github.event_repository is 'Repositories that events tell of, by the name in the newest one.';

-- Makes the missing partitions for these UTC days, and gives the names of those that it made.
create function github.ensure_event_partitions(days date[]) returns setof text
language plpgsql
as $$
declare
  day date;
  partition text;
begin
  for day in select distinct unnest(days) order by 1 loop
    partition := 'event_' || to_char(day, 'YYYY_MM_DD');
    continue when to_regclass('github.' || partition) is not null;
    -- One maker at a time, until its transaction ends; who has waited finds it made.
    perform sync.take_lock('github.event', 0);
    continue when to_regclass('github.' || partition) is not null;
    -- Made apart and attached then, so that nobody who writes events waits.
    execute format('create table github.%I (like github.event including defaults including constraints)', partition);
    execute format(
      'alter table github.event attach partition github.%I for values from (%L) to (%L)',
      partition, to_char(day, 'YYYY-MM-DD 00:00:00+00'), to_char(day + 1, 'YYYY-MM-DD 00:00:00+00')
    );
    return next partition;
  end loop;
end;
$$;

-- How far events are gone: what was counted of them before stays as it was counted.
create table sync.events_dropped (
  is_only boolean primary key default true check (is_only),
  dropped_through timestamptz not null
);

-- Where the reading of a feed stands. Two that read the same address are two rows: the second would be told 304 of what only the
-- first has seen.
create table sync.feed (
  subject_kind text not null check (subject_kind in ('repository', 'owner', 'public')),
  subject_id bigint not null,
  resource text not null,
  -- Below the API: /repositories/{id}/events.
  path text not null,
  -- Looks that have found something; a number for each, by which the workflow says that it has heard of it.
  polls bigint not null default 0,
  polled_at timestamptz,
  -- GitHub's clock at the last answer.
  answered_at timestamptz,
  -- The last time that all pages were read, although a known event stood on an earlier one.
  read_whole_at timestamptz,
  -- X-Poll-Interval.
  poll_seconds float8 not null default 60,
  -- Ids that the last looks have shown; ids have no order, and times not quite.
  seen_ids bigint[] not null default '{}',
  newest_at timestamptz,
  -- Repositories with new events since the workflow last said that it has heard.
  unheard_ids bigint[] not null default '{}',
  -- What the estimator knows of when events come: its name, and numbers of its own.
  estimator text,
  estimate jsonb,
  primary key (subject_id, resource)
);

create table kpi.event_counts_hourly (
  repository_id bigint not null,
  -- The UTC month that the hour lies in, by which it is computed.
  month date not null,
  hour timestamptz not null,
  type text not null,
  events int not null,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, hour, type)
);
comment on table kpi.event_counts_hourly is 'Events of feeds by UTC hour and type.';
