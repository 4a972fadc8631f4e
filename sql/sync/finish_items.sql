-- Nothing is left to ask for.
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.* from sync.standing('ok', rows_stored, null, 0, :wait_seconds::float8) as standing
  ),
  refusals = 0,
  requests = requests + :requests::int
where subject_id = :subject_id and resource = :resource
returning rows_stored;
