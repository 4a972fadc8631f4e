-- GitHub does not give a resource to a credential, or not now: how it stands, and for how long.
update sync.resource as known set
  (state, reason, attempts, next_try_at, refusals, refusal_seconds, refused_to) = (
    select standing.*, refused.refusals, refused.seconds, :credential::text
    from
      sync.refusal(
        known.state,
        case when known.refused_to = :credential::text then known.refusals else 0 end,
        known.refusal_seconds,
        :state,
        :is_sure::boolean,
        :soon_seconds::float8,
        :long_seconds::float8
      ) as refused,
      sync.standing(refused.state, known.rows_stored, :reason, 0, refused.seconds) as standing
  ),
  requests = requests + :requests::int
where subject_id = :subject_id and resource = :resource
returning
  state, refusals, refusal_seconds as seconds,
  to_char(next_try_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as next_try_at;
