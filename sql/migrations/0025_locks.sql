-- Advisory locks of the product: two keys, of which the first is a space of their own, so that nobody else's lock in this database
-- is taken for one of them. Workers of before took one key, hashtextextended(what, id): while such ones may run beside, each
-- lock is taken under both, first the old and then the new, so that only one side ever believes that it has it. Once none of
-- them can run any more, these functions alone need to change.

-- The space: 'repo' in ASCII. `sql/migrate.ts` takes its lock in it before there are any tables.
create function sync.lock_space() returns int language sql immutable return 1919250543;

-- A lock's place in the space. Two that share one wait for each other without need, and nothing worse.
create function sync.lock_place(what text, id bigint) returns int language sql immutable return hashtext(what || ' ' || id);

-- Takes a lock until the transaction ends; waits for it.
create function sync.take_lock(what text, id bigint) returns void
language plpgsql
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(what, id));
  perform pg_advisory_xact_lock(sync.lock_space(), sync.lock_place(what, id));
end;
$$;

-- The same, together with others that share it.
create function sync.share_lock(what text, id bigint) returns void
language plpgsql
as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(what, id));
  perform pg_advisory_xact_lock_shared(sync.lock_space(), sync.lock_place(what, id));
end;
$$;

-- Takes a lock until the session gives it back or ends, unless another one has it.
create function sync.try_session_lock(what text, id bigint) returns boolean
language plpgsql
as $$
begin
  if not pg_try_advisory_lock(hashtextextended(what, id)) then
    return false;
  end if;
  if pg_try_advisory_lock(sync.lock_space(), sync.lock_place(what, id)) then
    return true;
  end if;
  perform pg_advisory_unlock(hashtextextended(what, id));
  return false;
end;
$$;

create function sync.release_session_lock(what text, id bigint) returns boolean
language plpgsql
as $$
begin
  perform pg_advisory_unlock(sync.lock_space(), sync.lock_place(what, id));
  return pg_advisory_unlock(hashtextextended(what, id));
end;
$$;

-- Makes the missing partitions for the days from first_day to last_day, and gives the names of those that it made.
create or replace function raw.ensure_partitions(first_day date, last_day date) returns setof text
language plpgsql
as $$
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
    perform sync.take_lock('raw.page', 0);
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
$$;
