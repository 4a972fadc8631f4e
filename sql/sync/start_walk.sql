-- A walk begins. The probe's ETag waits here until the walk is complete: committed earlier, a crash would turn the
-- unread rest into "nothing changed".
insert into sync.cursor (
  repository_id, resource, window_key, since, probe_etag, probe_etag_key, probe_last_page, started_at
)
values (
  :repository_id, :resource, :window_key, :since::timestamptz, :probe_etag, :probe_etag_key, :probe_last_page,
  :started_at::timestamptz
);
