-- Where the reading of a feed stands. `wait_ms`: until GitHub wants it to be asked again. `is_whole_due`: events may be shown up to six
-- hours late, and then they stand behind newer ones: once an hour all pages are read. `is_outlived`: it was asked so long ago that
-- events may have come and gone since, as a feed goes back 30 days.
select
  feed.path,
  feed.polls,
  feed.poll_seconds,
  feed.seen_ids::text[] as seen_ids,
  to_char(feed.newest_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as newest_at,
  feed.polled_at is not null as is_known,
  coalesce(feed.polled_at < clock_timestamp() - interval '720 hours', false) as is_outlived,
  coalesce(feed.read_whole_at < clock_timestamp() - interval '1 hour', true) as is_whole_due,
  greatest(
    0, extract(epoch from feed.polled_at + make_interval(secs => feed.poll_seconds) - clock_timestamp()) * 1000
  )::float8 as wait_ms,
  to_char(
    (feed.polled_at + make_interval(secs => feed.poll_seconds)) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
  ) as wait_until,
  feed.estimator,
  feed.estimate
from sync.feed
where feed.subject_id = :subject_id::bigint and feed.resource = :resource;
