-- The later part of a window becomes one of its own. The last window of a walk hands that, and the probe, to the new one.
-- Gives no row when the window is not what the worker believes.
with old as (
  select * from sync.cursor
  where subject_id = :subject_id and resource = :resource and window_key = :window_key
  for update
),
shortened as (
  update sync.cursor set
    until = :at::timestamptz,
    is_last = false,
    probe_etag = null, probe_etag_key = null, probe_last_page = null, probe_newest = null, splits_left = 0,
    pages = case when old.is_last then 0 else cursor.pages end,
    requests = case when old.is_last then 0 else cursor.requests end,
    rows_inserted = case when old.is_last then 0 else cursor.rows_inserted end,
    rows_updated = case when old.is_last then 0 else cursor.rows_updated end
  from old
  where cursor.subject_id = old.subject_id and cursor.resource = old.resource
    and cursor.window_key = old.window_key
  returning cursor.subject_id
),
counted as (
  update sync.cursor set splits_left = cursor.splits_left - 1
  from old
  where cursor.subject_id = old.subject_id and cursor.resource = old.resource and cursor.is_last
    and cursor.window_key <> old.window_key
)
insert into sync.cursor (
  subject_id, resource, window_key, purpose, begin_at, since, until, is_last, is_pass, head_sha, base_sha,
  probe_etag, probe_etag_key, probe_last_page, probe_newest, splits_left, started_at, stale_since,
  pages, requests, rows_inserted, rows_updated
)
select
  old.subject_id, old.resource, :new_key, old.purpose, old.begin_at, :at::timestamptz, old.until, old.is_last, old.is_pass,
  old.head_sha, old.base_sha,
  old.probe_etag, old.probe_etag_key, old.probe_last_page, old.probe_newest,
  case when old.is_last then old.splits_left - 1 else 0 end, old.started_at, old.stale_since,
  case when old.is_last then old.pages else 0 end,
  case when old.is_last then old.requests else 0 end,
  case when old.is_last then old.rows_inserted else 0 end,
  case when old.is_last then old.rows_updated else 0 end
from old
returning window_key;
