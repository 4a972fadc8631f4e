-- What keeps a resource from going on, with the sentence that users read. A limit stands for a credential (null: nothing of the kind);
-- what another one was refused does not count for it.
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.*
    from sync.standing(coalesce(:state, state), rows_stored, :reason, :attempts::int, :wait_seconds::float8) as standing
  ),
  refusals = case when refused_to <> :credential::text then 0 else refusals end,
  refused_to = coalesce(:credential::text, refused_to),
  requests = requests + :requests::int
where subject_id = :subject_id and resource = :resource
returning to_char(next_try_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as next_try_at;
