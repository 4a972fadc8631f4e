-- A walk begins with one window to the end of the list. The probe's ETag waits here until the walk is complete: committed
-- earlier, a crash would turn the unread rest into "nothing changed".
insert into sync.cursor (
  repository_id, resource, window_key, since, probe_etag, probe_etag_key, probe_last_page, probe_newest, splits_left,
  started_at
)
values (
  :repository_id, :resource, :window_key, :since::timestamptz, :probe_etag, :probe_etag_key, :probe_last_page,
  :probe_newest::timestamptz, :splits_left::int, :started_at::timestamptz
);
