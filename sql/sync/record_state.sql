-- What keeps a resource from going on, with the sentence that users read.
update sync.resource set
  state = coalesce(:state, state),
  reason = :reason,
  attempts = :attempts::int,
  next_try_at = :next_try_at::timestamptz,
  requests = requests + :requests::int
where repository_id = :repository_id and resource = :resource;
