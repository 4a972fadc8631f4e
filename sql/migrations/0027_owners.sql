-- Owners, organisations and users alike: the account, its repositories, and the loops that its own loop has started for them.

create table github.owner (
  owner_id bigint not null,
  -- As GitHub writes it now; the id stays.
  login text not null,
  owner_type text not null,
  display_name text,
  public_repositories bigint,
  created_at timestamptz,
  updated_at timestamptz,
  answered_at timestamptz not null,
  primary key (owner_id)
);
create index on github.owner (lower(login));

create table github.owner_repository (
  owner_id bigint not null,
  repository_id bigint not null,
  -- Without the owner.
  name text not null,
  is_private boolean not null,
  visibility text,
  is_fork boolean not null,
  is_archived boolean not null,
  is_disabled boolean not null,
  created_at timestamptz,
  pushed_at timestamptz,
  -- When the owner's list showed it first, when again after it had left, and since when it does not.
  joined_at timestamptz not null,
  returned_at timestamptz,
  left_at timestamptz,
  -- Where it was found after it had left, as owner/name; null: nowhere, so it was deleted, or made invisible to this token.
  moved_to text,
  primary key (owner_id, repository_id)
);

create table github.owner_repository_period (
  owner_id bigint not null,
  repository_id bigint not null,
  joined_at timestamptz not null,
  left_at timestamptz,
  primary key (owner_id, repository_id, joined_at)
);
comment on table github.owner_repository_period is 'Each time that a repository belonged to an owner; no answer of GitHub''s tells of times past, so a rebuild keeps it.';

-- Whoever marks a row as gone, or shows it again, leaves its dates.
create function github.note_owner_repository_period() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' or (old.left_at is not null and new.left_at is null) then
    insert into github.owner_repository_period (owner_id, repository_id, joined_at)
    values (new.owner_id, new.repository_id, coalesce(new.returned_at, new.joined_at))
    on conflict do nothing;
  elsif old.left_at is null and new.left_at is not null then
    update github.owner_repository_period set left_at = new.left_at
    where owner_id = new.owner_id and repository_id = new.repository_id and left_at is null;
  end if;
  return null;
end;
$$;
create trigger note_period after insert or update of left_at on github.owner_repository
  for each row execute function github.note_owner_repository_period();

-- Deletes every row of some subjects. A table belongs to the kind of subject that its key names: github.owner_repository names
-- repositories, and is about their owner.
create function sync.purge_subjects(kind text, ids bigint[], resources text[]) returns void
language plpgsql
as $$
declare
  owned record;
begin
  for owned in
    select
      format('%I.%I', space.nspname, class.relname) as name,
      case
        when bool_or(attribute.attname = 'owner_id' and attribute.attnum = any (keys.columns)) then 'owner_id'
        when bool_or(attribute.attname = 'repository_id') then 'repository_id'
        else 'subject_id'
      end as id,
      bool_or(attribute.attname = 'subject_kind') as has_kind,
      (array_agg(attribute.attname) filter (where attribute.attname in ('resource', 'source')))[1] as resource
    from pg_class as class
    join pg_namespace as space on space.oid = class.relnamespace and space.nspname in ('raw', 'github', 'sync', 'kpi')
    join pg_attribute as attribute on attribute.attrelid = class.oid and not attribute.attisdropped
    left join lateral (
      select pg_constraint.conkey as columns from pg_constraint where conrelid = class.oid and contype = 'p'
    ) as keys on true
    where class.relkind in ('r', 'p') and not class.relispartition
    group by space.nspname, class.relname
    having bool_or(attribute.attname in ('repository_id', 'owner_id', 'subject_id'))
  loop
    if owned.id <> 'subject_id' then
      if owned.id = kind || '_id' then
        execute format('delete from %s where %I = any ($1)', owned.name, owned.id) using ids;
      end if;
    elsif owned.has_kind then
      execute format('delete from %s where subject_kind = $2 and subject_id = any ($1)', owned.name) using ids, kind;
    else
      execute format('delete from %s where subject_id = any ($1) and %I = any ($2)', owned.name, owned.resource)
        using ids, resources;
    end if;
  end loop;
end;
$$;

create or replace function sync.purge_repository(repository text, resources text[]) returns table (repositories int, issues int)
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
begin
  repositories := (select count(*) from github.repository as known where known.repository_id = any (ids));
  issues := (select count(*) from github.issue where issue.repository_id = any (ids));
  delete from sync.loop
  where lower(loop.owner || '/' || loop.name) = lower(purge_repository.repository)
    or (loop.subject_kind = 'repository' and loop.subject_id = any (ids));
  perform sync.purge_subjects('repository', ids, purge_repository.resources);
  return next;
end;
$$;

create function sync.purge_owner(login text, resources text[]) returns table (owners int)
language plpgsql
as $$
declare
  ids bigint[] := array(
    select owner.owner_id from github.owner where lower(owner.login) = lower(purge_owner.login)
    union
    select loop.subject_id
    from sync.loop
    where loop.subject_kind = 'owner' and loop.subject_id is not null and lower(loop.owner) = lower(purge_owner.login)
  );
begin
  owners := cardinality(ids);
  delete from sync.loop
  where loop.subject_kind = 'owner' and (lower(loop.owner) = lower(purge_owner.login) or loop.subject_id = any (ids));
  perform sync.purge_subjects('owner', ids, purge_owner.resources);
  return next;
end;
$$;

-- What the loop of an owner has decided for each of its repositories, and which loops it has started itself: it stops no other.
create table sync.owner_loop (
  owner_id bigint not null,
  repository_id bigint not null,
  -- Why the rules, or its leaving, keep it out; null: it is kept.
  left_out text,
  -- none: nothing was started; starting, started: by the owner's loop; by_hand: a person started it; removed: a person has stopped it,
  -- and it is not started again; stopping, stopped: by the owner's loop.
  state text not null default 'none'
    check (state in ('none', 'starting', 'started', 'by_hand', 'removed', 'stopping', 'stopped')),
  -- Of the loop, as it was started.
  workflow_id text,
  stopped_because text,
  -- The cycle that has gone through it last.
  swept_in text,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (owner_id, repository_id)
);
create index on sync.owner_loop (workflow_id);
