-- What a walk is for, where it began and where it is to end, and which commits it leads from and to: columns, where names of
-- windows and a column with three meanings told it before.
alter table sync.cursor
  -- follow: what has changed since; load: everything from its beginning on; reconcile: once more what is stored;
  -- backfill: a range before what is stored.
  add column purpose text not null default 'follow' check (purpose in ('follow', 'load', 'reconcile', 'backfill')),
  -- Where the walk began, whatever its windows have become; null: at the beginning of the list.
  add column begin_at timestamptz,
  -- The window that reads to the walk's end: it ends last and carries the probe.
  add column is_last boolean not null default false,
  -- Commits: the head that the walk reads, and the ancestor that is known already; null: none is.
  add column head_sha text,
  add column base_sha text;

update sync.cursor set
  is_last = until is null,
  purpose = case
    when exists (
      select
      from sync.resource
      where resource.subject_id = cursor.subject_id and resource.resource = cursor.resource
        and resource.complete_through is not null
    ) then case when is_pass and window_key <> 'whole' then 'reconcile' else 'follow' end
    else 'load'
  end;

-- Where a load under way began, its first window tells. Where that has ended already the load begins again: its rows are here,
-- so that changes nothing but the requests.
delete from sync.cursor as gone
where purpose = 'load' and resource in ('issues', 'comments', 'review_comments')
  and not exists (
    select
    from sync.cursor as first
    where first.subject_id = gone.subject_id and first.resource = gone.resource
      and first.window_key = 'from the beginning'
  );
update sync.cursor set begin_at = first.since
from sync.cursor as first
where first.subject_id = cursor.subject_id and first.resource = cursor.resource
  and first.window_key in ('from the beginning', 'newest first', 'whole');

update sync.cursor set
  head_sha = right(window_key, 40),
  base_sha = case when window_key like '%...%' then split_part(window_key, '...', 1) end,
  begin_at = case when window_key like '%...%' then resource.complete_from else cursor.since end,
  window_key = 'branch'
from sync.resource
where cursor.resource = 'commits' and window_key <> 'head'
  and resource.subject_id = cursor.subject_id and resource.resource = 'commits';
delete from sync.cursor where resource = 'commits' and window_key = 'head';

alter table sync.cursor alter column purpose drop default;

alter table sync.resource
  -- Commits: the head that is stored.
  add column head_sha text,
  -- Issue events: how far back GitHub's list of them goes; null: not known, or to the beginning.
  add column reach_at timestamptz;
update sync.resource set head_sha = source_version, source_version = null where resource = 'commits';
update sync.resource set reach_at = source_version::timestamptz, source_version = null where resource = 'issue_events';

alter table sync.gap
  -- The answer, in raw.page, whose rows could not be stored.
  add column page_id bigint;
update sync.gap set page_id = substring(gap from '^page (\d+)$')::bigint where gap ~ '^page \d+$';

-- How a resource stands, written in one place: ok without any row is empty, and the next try comes after a while, by this
-- clock. wait_seconds null: nobody knows when.
create function sync.standing(told text, rows_stored bigint, why text, tries int, wait_seconds float8)
returns table (state text, reason text, attempts int, next_try_at timestamptz)
language sql stable
begin atomic
  select
    case when told = 'ok' and rows_stored = 0 then 'empty' else told end,
    why,
    tries,
    clock_timestamp() + make_interval(secs => wait_seconds);
end;

-- The earlier of two beginnings; null is the beginning of the list, before everything.
create function sync.earlier(first timestamptz, second timestamptz) returns timestamptz
language sql immutable
begin atomic
  select case when first is null or second is null then null else least(first, second) end;
end;

-- Forgets everything that is stored of a repository (owner/name), whatever tables there are: those of github and kpi hang on
-- repository_id, those of sync and raw on subject_id with one of the resources of a repository, or with the kind of the subject.
create function sync.purge_repository(repository text, resources text[]) returns table (repositories int, issues int)
language plpgsql
as $$
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
$$;
