-- The later part of a window becomes one of its own. A window that reads to the end of the list hands that, and the probe,
-- to the new one. Gives no row when the window is not what the worker believes.
with old as (
  select * from sync.cursor
  where repository_id = :repository_id and resource = :resource and window_key = :window_key
  for update
),
shortened as (
  update sync.cursor set
    until = :at::timestamptz,
    probe_etag = null, probe_etag_key = null, probe_last_page = null, probe_newest = null, splits_left = 0,
    pages = case when old.until is null then 0 else cursor.pages end,
    requests = case when old.until is null then 0 else cursor.requests end,
    rows_inserted = case when old.until is null then 0 else cursor.rows_inserted end,
    rows_updated = case when old.until is null then 0 else cursor.rows_updated end
  from old
  where cursor.repository_id = old.repository_id and cursor.resource = old.resource
    and cursor.window_key = old.window_key
),
counted as (
  update sync.cursor set splits_left = cursor.splits_left - 1
  from old
  where cursor.repository_id = old.repository_id and cursor.resource = old.resource and cursor.until is null
    and cursor.window_key <> old.window_key
)
insert into sync.cursor (
  repository_id, resource, window_key, since, until, probe_etag, probe_etag_key, probe_last_page, probe_newest,
  splits_left, started_at, is_pass, pages, requests, rows_inserted, rows_updated
)
select
  repository_id, resource, :new_key, :at::timestamptz, until, probe_etag, probe_etag_key, probe_last_page, probe_newest,
  case when until is null then splits_left - 1 else 0 end, started_at, is_pass,
  case when until is null then pages else 0 end,
  case when until is null then requests else 0 end,
  case when until is null then rows_inserted else 0 end,
  case when until is null then rows_updated else 0 end
from old
returning window_key;
