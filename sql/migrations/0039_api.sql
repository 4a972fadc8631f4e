-- What the API needs beside the views: keys, and how many rows there are of each repository, without counting them each time.

create table sync.api_key (
  -- The part of a key that may be seen.
  key_id text primary key check (key_id ~ '^[a-z0-9]{12}$'),
  name text not null,
  scope text not null check (scope in ('read', 'admin')),
  -- SHA-256 of the secret part, which is random and stands nowhere.
  digest bytea not null check (octet_length(digest) = 32),
  created_at timestamptz not null default clock_timestamp(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
-- A revoked name may be used again.
create unique index on sync.api_key (name) where revoked_at is null;
comment on table sync.api_key is 'Keys of the API. Who holds one, is told it once.';

-- The API logs in as the reader, who sees nothing of sync: these three are all that it may do with keys. A digest is of a random
-- secret of 256 bits, so whoever reads it learns nothing.
create function report.api_key(id text) returns table (name text, scope text, digest bytea, is_use_due boolean)
language sql stable
security definer
set search_path = pg_catalog
begin atomic
  select
    api_key.name, api_key.scope, api_key.digest,
    -- Its use is noted at most once a minute, so that a busy key writes little.
    coalesce(api_key.last_used_at < clock_timestamp() - interval '1 minute', true)
  from sync.api_key
  where api_key.key_id = api_key.id and api_key.revoked_at is null;
end;

-- Without any, an API that others reach must not listen.
create function report.has_api_keys() returns boolean
language sql stable
security definer
set search_path = pg_catalog
begin atomic
  select exists (select from sync.api_key where revoked_at is null);
end;

create function report.note_api_key_use(id text) returns void
language sql
security definer
set search_path = pg_catalog
begin atomic
  update sync.api_key set last_used_at = clock_timestamp()
  where key_id = note_api_key_use.id;
end;

-- A page of a list tells how many rows there are, and page 500 begins somewhere: neither is worth reading the table for.
create table kpi.row_count (
  summary_table text not null,
  repository_id bigint not null,
  -- Rows of this source, category, definition, kind or type alone; empty: all of the repository.
  part text not null,
  rows bigint not null,
  primary key (summary_table, repository_id, part)
);
comment on table kpi.row_count is 'Rows of each summary table, by repository and kind of row, kept by triggers.';
comment on column kpi.row_count.summary_table is 'Table of the schema kpi.';
comment on column kpi.row_count.part is 'Rows of this source, category, definition, kind or type alone; empty: all of the repository.';
comment on column kpi.row_count.rows is 'How many there are.';

-- For each table its trigger functions: those of rows that came, of rows that went, and of a table that was emptied. Rows of a
-- repository are written by one computation at a time, so nobody waits here for another.
do $make$
declare
  line record;
  added text;
begin
  for line in
    select * from (values
      ('new_contributors_monthly', 'source', 'true'),
      ('new_contributors', 'source', $$ source <> 'any' $$),
      ('issue_labels_monthly', null, 'true'),
      ('label_categories_monthly', 'category', 'true'),
      ('label_quality', 'definition', 'true'),
      ('issue_flow_monthly', null, 'true'),
      ('pull_request_flow_monthly', null, 'true'),
      ('contributors_monthly', null, 'true'),
      ('contributions_monthly', 'kind', 'true'),
      ('contributor_absence_monthly', null, 'true'),
      ('releases_monthly', null, 'true'),
      ('event_counts_hourly', 'type', 'true')
    ) as counted (name, part, shown)
  loop
    added := format(
      $$
        select %L::text as summary_table, repository_id, part.name as part, count(*) as rows
        from %%s
        cross join lateral (values (''::text)%s) as part (name)
        where part.name is not null and (%s)
        group by repository_id, part.name
      $$,
      line.name, case when line.part is null then '' else format(', (nullif(%I, ''''))', line.part) end, line.shown
    );
    execute format(
      $$
        create function kpi.count_%1$s_added() returns trigger
        language plpgsql
        as $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (%2$s) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$
      $$,
      line.name, format(added, 'changed')
    );
    execute format(
      $$
        create function kpi.count_%1$s_removed() returns trigger
        language plpgsql
        as $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (%2$s) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$
      $$,
      line.name, format(added, 'changed')
    );
    execute format(
      $$
        create function kpi.count_%1$s_emptied() returns trigger
        language plpgsql
        as $function$
        begin
          delete from kpi.row_count where summary_table = %1$L;
          return null;
        end;
        $function$
      $$,
      line.name
    );
    execute format(
      $$
        create trigger count_added after insert on kpi.%1$I
        referencing new table as changed for each statement execute function kpi.count_%1$s_added();
      $$,
      line.name
    );
    execute format(
      $$
        create trigger count_removed after delete on kpi.%1$I
        referencing old table as changed for each statement execute function kpi.count_%1$s_removed();
      $$,
      line.name
    );
    execute format(
      $$
        create trigger count_emptied after truncate on kpi.%1$I
        for each statement execute function kpi.count_%1$s_emptied();
      $$,
      line.name
    );
    execute format('insert into kpi.row_count %s', format(added, format('kpi.%I', line.name)));
  end loop;
end
$make$;
