-- The API at thousands of repositories, with many who look on, and at several processes.

-- Which loop keeps a subject is asked for each of its resources.
create index on sync.loop (subject_kind, subject_id);

-- Something that is another after everything that somebody who looks on would see: what loops do, and that a computation is done, at
-- once; where thousands of months wait, as soon as Postgres' own statistics tell of what was written, within ten seconds. It is asked
-- every second, so it counts no more than a thousand of anything. The reader sees none of these tables.
create function report.watermark() returns text
language sql volatile
security definer
set search_path = pg_catalog
begin atomic
  select concat_ws(
    '.',
    (extract(epoch from greatest(
      (select max(touched_at) from sync.resource), (select max(changed_at) from sync.loop), '1970-01-01Z'::timestamptz
    )) * 1000000)::bigint,
    (select count(*) from sync.loop),
    (select count(*) from (select from sync.mark limit 1000) as waiting),
    (select count(*) from (select from kpi.due_month limit 1000) as due),
    (select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_stat_user_tables where schemaname = 'kpi')
  );
end;

-- A message of GitHub's that woke a loop, so that whoever sends it again wakes nobody: at any process, and after a restart.
create table sync.webhook_delivery (
  -- GitHub's signature of its bytes; the id of a delivery could be made anew by who only listens.
  signature bytea primary key check (octet_length(signature) = 32),
  received_at timestamptz not null default clock_timestamp()
);
create index on sync.webhook_delivery (received_at);
comment on table sync.webhook_delivery is 'Messages of GitHub''s that woke a loop within the last week, 100,000 at most.';

create function report.is_known_webhook_delivery(signature bytea) returns boolean
language sql stable
security definer
set search_path = pg_catalog
begin atomic
  select exists (select from sync.webhook_delivery as known where known.signature = is_known_webhook_delivery.signature);
end;

create function report.note_webhook_delivery(signature bytea) returns void
language sql
security definer
set search_path = pg_catalog
begin atomic
  insert into sync.webhook_delivery (signature) values (note_webhook_delivery.signature) on conflict do nothing;
  delete from sync.webhook_delivery where received_at < clock_timestamp() - interval '7 days';
  -- Now and then, of one in 256 signatures: counting is more work than noting.
  delete from sync.webhook_delivery
  where get_byte(note_webhook_delivery.signature, 0) = 0
    and received_at < (select received_at from sync.webhook_delivery order by received_at desc offset 100000 limit 1);
end;
