-- A chunk of a backfill was read: its cursor goes, and the run is written down. Watermark, ETag and how the resource stands are
-- the loop's. What is complete with this list is stale where rows have changed; where the branch was rewritten meanwhile, the
-- loop compares it once more.
-- Gives no row when another worker has gone on meanwhile.
with walk as (
  delete from sync.cursor
  where subject_id = :subject_id and resource = :resource and purpose = 'backfill' and step = :expected_step::int
  returning *
),
run as (
  insert into sync.run
    (subject_id, resource, started_at, ended_at, pages, requests, rows_inserted, rows_updated)
  select subject_id, resource, started_at, clock_timestamp(), pages, requests, rows_inserted, rows_updated
  from walk
),
-- In one order, whoever comes: lists that follow each other end at the same time.
held as materialized (
  select resource
  from sync.resource
  where subject_id = :subject_id and (resource = :resource or resource = any (:things::text[]))
  order by resource
  for update
),
stale as (
  update sync.resource as thing set stale_since = clock_timestamp()
  from walk
  where (select count(*) from held) > 0
    and thing.subject_id = walk.subject_id and thing.resource = any (:things::text[])
    and walk.rows_inserted + walk.rows_updated > 0
),
rewritten as (
  update sync.resource as branch set is_pass_wanted = true, pass_since = null
  from walk
  where (select count(*) from held) > 0
    and branch.subject_id = walk.subject_id and branch.resource = walk.resource
    and walk.head_sha is not null and branch.reconciled_at > walk.started_at
)
select rows_shown::int as rows, pages, (rows_inserted + rows_updated)::int as changed
from walk;
