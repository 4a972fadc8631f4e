-- Where a resource stands; times as GitHub writes them.
select
  state,
  reason,
  attempts,
  extract(epoch from next_try_at) * 1000 as next_try_ms,
  to_char(watermark at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as watermark,
  etag,
  etag_key,
  to_char(complete_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as complete_from,
  complete_through is not null as is_loaded,
  rows_stored,
  source_version,
  extract(epoch from series_started_at) * 1000 as series_started_ms
from sync.resource
where repository_id = :repository_id and resource = :resource;
