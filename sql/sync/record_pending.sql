-- GitHub is computing the statistics; the first attempt of a series starts its clock.
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.*
    from sync.standing('stats_pending', rows_stored, :reason, :attempts::int, :wait_seconds::float8) as standing
  ),
  refusals = 0,
  series_started_at = case when :attempts::int = 1 then clock_timestamp() else coalesce(series_started_at, clock_timestamp()) end,
  requests = requests + :requests::int
where subject_id = :subject_id and resource = :resource;
