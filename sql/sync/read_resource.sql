-- Where a resource stands, with the walk under way if there is one; times as GitHub writes them.
select
  resource.state,
  resource.reason,
  resource.attempts,
  extract(epoch from resource.next_try_at) * 1000 as next_try_ms,
  to_char(resource.watermark at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as watermark,
  resource.etag,
  resource.etag_key,
  to_char(resource.complete_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as complete_from,
  resource.complete_through is not null as is_loaded,
  resource.rows_stored,
  resource.source_version,
  extract(epoch from resource.series_started_at) * 1000 as series_started_ms,
  cursor.window_key,
  to_char(cursor.since at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
  to_char(cursor.position at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as position,
  cursor.next_url,
  cursor.second_page,
  cursor.second_pass,
  cursor.second_changed,
  cursor.probe_last_page,
  cursor.pages as walk_pages
from sync.resource as resource
left join sync.cursor as cursor using (repository_id, resource)
where resource.repository_id = :repository_id and resource.resource = :resource
order by cursor.window_key
limit 1;
