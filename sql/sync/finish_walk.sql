-- The last window has read the list to its end: marks and ETag move, the cursor goes, the run is written down, and what
-- follows this list is stale when the walk has changed anything.
-- W = min(newest updated_at stored, Date of the answer - lag): rows newer than that may still be hidden by a lagging
-- list. It moves only with rows, and never back.
with walk as (
  delete from sync.cursor
  where repository_id = :repository_id and resource = :resource and until is null
  returning *
),
run as (
  insert into sync.run
    (repository_id, resource, started_at, ended_at, pages, requests, rows_inserted, rows_updated)
  select repository_id, resource, started_at, :ended_at::timestamptz, pages, requests, rows_inserted, rows_updated
  from walk
),
stale as (
  update sync.resource as follower set stale_since = clock_timestamp()
  from walk
  where follower.repository_id = walk.repository_id and follower.resource = any (:followers::text[])
    and walk.rows_inserted + walk.rows_updated > 0
)
update sync.resource as resource set
  state = case when resource.rows_stored = 0 then 'empty' else 'ok' end,
  reason = null,
  watermark = greatest(
    resource.watermark,
    least(walk.position, :answered_at::timestamptz - make_interval(secs => :lag_seconds::float8))
  ),
  etag = walk.probe_etag,
  etag_key = walk.probe_etag_key,
  next_try_at = :next_try_at::timestamptz,
  complete_from = :complete_from::timestamptz,
  complete_through = greatest(
    resource.complete_through, :answered_at::timestamptz - make_interval(secs => :lag_seconds::float8)
  ),
  -- No count asked: the probe's number of pages agrees with the rows stored.
  source_version = coalesce(:source_version, resource.source_version),
  github_total = coalesce(:github_total::bigint, case when walk.probe_last_page is not null then resource.rows_stored end)
from walk
where resource.repository_id = walk.repository_id and resource.resource = walk.resource
returning walk.rows_inserted + walk.rows_updated as changed;
