-- 304: GitHub says that the list is as it was; complete_through moves, nothing else does.
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.* from sync.standing('ok', rows_stored, null, 0, :wait_seconds::float8) as standing
  ),
  refusals = 0,
  complete_through = greatest(
    complete_through, :answered_at::timestamptz - make_interval(secs => :lag_seconds::float8)
  ),
  requests = requests + :requests::int,
  not_modified = not_modified + 1,
  stale_since = nullif(stale_since, :stale_since::timestamptz)
where subject_id = :subject_id and resource = :resource;
