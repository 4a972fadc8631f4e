-- Who found that another had made a partition meanwhile could still not store into it: Postgres learns of it with the next lock that the
-- transaction takes anew, and none came between. The lock on the partition itself is such a one.
create or replace function raw.ensure_partitions(first_day date, last_day date) returns setof text
language plpgsql
as $$
declare
  day date;
  partition text;
begin
  for day in select first_day + place from generate_series(0, last_day - first_day) as place loop
    partition := 'page_' || to_char(day, 'YYYY_MM_DD');
    if not exists (select from pg_class where relnamespace = 'raw'::regnamespace and relname = partition) then
      -- One maker at a time, until its transaction ends; who has waited finds it made.
      perform sync.take_lock('raw.page', 0);
    end if;
    if exists (select from pg_class where relnamespace = 'raw'::regnamespace and relname = partition) then
      execute format('lock table raw.%I in access share mode', partition);
      continue;
    end if;
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
