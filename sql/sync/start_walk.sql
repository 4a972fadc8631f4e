-- A walk begins with one window to its end. The probe's ETag waits here until the walk is complete: committed
-- earlier, a crash would turn the unread rest into "nothing changed". What made the list stale is answered by this walk;
-- a change since then has another mark, which stays.
with begun as (
  update sync.resource set
    stale_since = nullif(stale_since, :stale_since::timestamptz),
    is_pass_wanted = is_pass_wanted and not :is_pass::boolean
  where subject_id = :subject_id and resource = :resource
)
insert into sync.cursor (
  subject_id, resource, window_key, purpose, begin_at, since, until, is_last, is_pass, head_sha, base_sha,
  probe_etag, probe_etag_key, probe_last_page, probe_newest, splits_left, started_at
)
values (
  :subject_id, :resource, :window_key, :purpose, :begin_at::timestamptz, :since::timestamptz, :until::timestamptz, true,
  :is_pass::boolean, :head_sha, :base_sha,
  :probe_etag, :probe_etag_key, :probe_last_page, :probe_newest::timestamptz, :splits_left::int, :started_at::timestamptz
);
