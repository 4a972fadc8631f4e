-- What keeps a resource from going on, with the sentence that users read.
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.*
    from sync.standing(coalesce(:state, state), rows_stored, :reason, :attempts::int, :wait_seconds::float8) as standing
  ),
  requests = requests + :requests::int
where subject_id = :subject_id and resource = :resource;
