-- GitHub is computing the statistics; the first attempt of a series starts its clock.
update sync.resource set
  state = 'stats_pending',
  reason = :reason,
  attempts = :attempts::int,
  series_started_at = case when :attempts::int = 1 then clock_timestamp() else coalesce(series_started_at, clock_timestamp()) end,
  next_try_at = :next_try_at::timestamptz,
  requests = requests + :requests::int
where repository_id = :repository_id and resource = :resource;
