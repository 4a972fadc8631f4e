-- A walk begins with one window to its end. The probe's ETag waits here until the walk is complete: committed
-- earlier, a crash would turn the unread rest into "nothing changed". What made the list stale waits here, too: it is answered
-- when the walk has come to its end. Rows that the walk before had to pass by are passed by anew, or they are no gap any more.
with begun as (
  update sync.resource set
    is_pass_wanted = is_pass_wanted and not :is_pass::boolean
  where subject_id = :subject_id and resource = :resource
),
missed as (
  update sync.gap set is_passed = false
  where subject_id = :subject_id and resource = :resource and is_passed
)
insert into sync.cursor (
  subject_id, resource, window_key, purpose, begin_at, since, until, is_last, is_pass, head_sha, base_sha,
  probe_etag, probe_etag_key, probe_last_page, probe_newest, splits_left, started_at, stale_since
)
values (
  :subject_id, :resource, :window_key, :purpose, :begin_at::timestamptz, :since::timestamptz, :until::timestamptz, true,
  :is_pass::boolean, :head_sha, :base_sha,
  :probe_etag, :probe_etag_key, :probe_last_page, :probe_newest::timestamptz, :splits_left::int, :started_at::timestamptz,
  :stale_since::timestamptz
);
