-- 304: GitHub says that the list is as it was; complete_through moves, nothing else does.
update sync.resource set
  state = case when rows_stored = 0 then 'empty' else 'ok' end,
  reason = null,
  attempts = 0,
  next_try_at = :next_try_at::timestamptz,
  complete_through = greatest(
    complete_through, :answered_at::timestamptz - make_interval(secs => :lag_seconds::float8)
  ),
  requests = requests + :requests::int,
  not_modified = not_modified + 1,
  stale_since = nullif(stale_since, :stale_since::timestamptz)
where repository_id = :repository_id and resource = :resource;
