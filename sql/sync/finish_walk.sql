-- The last window has read to the walk's end: watermark and ETag move, the cursors go, the run is written down, and what
-- follows this list is stale when the walk has changed anything. A walk that was to end earlier than the list moves neither.
-- What had made this list stale is answered, unless another change has come since the walk began.
-- Gives no row when another worker has gone on meanwhile.
-- W = min(newest updated_at stored, Date of the answer - lag): rows newer than that may still be hidden by a lagging
-- list. It moves only with rows, and never back. Where the walk has not come to the newest row that the probe had shown, the
-- ETag is not kept: GitHub's servers disagreed, or the row is gone, and the next look asks again.
with walk as (
  delete from sync.cursor
  where subject_id = :subject_id and resource = :resource and is_last and step = :expected_step::int
  returning *
),
run as (
  insert into sync.run
    (subject_id, resource, started_at, ended_at, pages, requests, rows_inserted, rows_updated)
  select subject_id, resource, started_at, :answered_at::timestamptz, pages, requests, rows_inserted, rows_updated
  from walk
),
-- In one order, whoever comes: lists that follow each other end at the same time.
held as materialized (
  select resource
  from sync.resource
  where subject_id = :subject_id and (resource = :resource or resource = any (:followers::text[]))
  order by resource
  for update
),
stale as (
  update sync.resource as follower set stale_since = clock_timestamp()
  from walk
  where (select count(*) from held) > 0
    and follower.subject_id = walk.subject_id and follower.resource = any (:followers::text[])
    and walk.rows_inserted + walk.rows_updated > 0
)
update sync.resource as resource set
  (state, reason, attempts, next_try_at) = (
    select standing.* from sync.standing('ok', resource.rows_stored, null, 0, :wait_seconds::float8) as standing
  ),
  refusals = 0,
  stale_since = nullif(resource.stale_since, walk.stale_since),
  watermark = case
    when walk.until is null and walk.position is not null then greatest(
      resource.watermark,
      least(walk.position, :answered_at::timestamptz - make_interval(secs => :lag_seconds::float8))
    )
    else resource.watermark
  end,
  etag = case
    when walk.until is not null then resource.etag
    when walk.probe_newest is null or walk.position >= walk.probe_newest then walk.probe_etag
  end,
  etag_key = case when walk.until is null then walk.probe_etag_key else resource.etag_key end,
  head_sha = coalesce(walk.head_sha, resource.head_sha),
  github_total = case
    when :github_total::bigint is not null then :github_total::bigint
    when walk.until is not null then resource.github_total
    -- No count asked: the probe's number of pages agrees with the rows stored.
    when walk.probe_last_page is not null then resource.rows_stored
  end
from walk
where (select count(*) from held) > 0 and resource.subject_id = walk.subject_id and resource.resource = walk.resource
returning walk.rows_inserted + walk.rows_updated as changed;
