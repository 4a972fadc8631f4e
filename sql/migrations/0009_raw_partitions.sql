-- raw, continued: one partition a UTC day, so that old answers go by dropping partitions and no row is ever deleted.
alter table raw.page rename to page_before;
alter table raw.page_before rename constraint page_pkey to page_before_pkey;

-- No identity: Postgres 15 has none on partitioned tables.
create sequence raw.page_id_seq;

create table raw.page (
  page_id bigint not null default nextval('raw.page_id_seq'),
  -- Our own clock, when the transaction that stored it began; the partition's key.
  stored_at timestamptz not null default now(),
  repository_id bigint not null,
  resource text not null,
  url text not null,
  -- GitHub's clock.
  answered_at timestamptz not null,
  status int not null default 200,
  -- The statement below sql/ that makes typed rows of it; null: kept as evidence alone, such as a 404.
  stage text,
  -- True where the typed rows had to be made from a cleaned copy (NUL, lone surrogates).
  is_cleaned boolean not null,
  -- Why not all of it could be staged; null: it was.
  stage_error text,
  body text not null,
  primary key (repository_id, page_id, stored_at)
) partition by range (stored_at);

-- Makes the missing partitions for the days from first_day to last_day, and gives the names of those that it made.
create function raw.ensure_partitions(first_day date, last_day date) returns setof text
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
$$;

select raw.ensure_partitions(today, today + 1) from (select (now() at time zone 'utc')::date as today) as clock;

-- When an answer was stored was not kept before; it was within seconds of GitHub's Date.
select raw.ensure_partitions(day, day)
from (select distinct (answered_at at time zone 'utc')::date as day from raw.page_before) as answered;

insert into raw.page (page_id, stored_at, repository_id, resource, url, answered_at, stage, is_cleaned, body)
select page_id, answered_at, repository_id, resource, url, answered_at, 'stage/' || resource, is_cleaned, body
from raw.page_before
order by page_id;

select setval('raw.page_id_seq', max(page_id)) from raw.page_before having max(page_id) is not null;

drop table raw.page_before;

-- How far the answers of a repository are gone: what they told cannot be told again.
create table sync.raw_dropped (
  repository_id bigint primary key,
  dropped_through timestamptz not null
);
