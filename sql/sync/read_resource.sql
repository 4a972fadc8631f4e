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
  head_sha,
  extract(epoch from series_started_at) * 1000 as series_started_ms,
  stale_since::text as stale_since,
  is_pass_wanted,
  to_char(pass_since at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as pass_since,
  exists (
    select
    from sync.item
    where item.subject_id = resource.subject_id and item.resource = resource.resource
      and item.read_version is distinct from item.wanted_version
  ) as has_due_items
from sync.resource
where subject_id = :subject_id and resource = :resource;
