-- GitHub does not give a repository that was never read to a credential, or not now: the loop's own row tells of it.
insert into sync.loop as known
  (workflow_id, kind, subject_kind, owner, name, every, resources, state, reason, next_sync_at, refusals, refusal_seconds, refused_to)
select
  :workflow_id, :kind, :subject_kind, :owner, :name, :every, :resources::text[], refused.state, :reason,
  clock_timestamp() + make_interval(secs => refused.seconds), refused.refusals, refused.seconds, :credential::text
from sync.refusal(
  'loading', 0, null, :state, :is_sure::boolean, :soon_seconds::float8, :long_seconds::float8
) as refused
on conflict (workflow_id) do update set
  every = excluded.every,
  resources = excluded.resources,
  reason = excluded.reason,
  (state, next_sync_at, refusals, refusal_seconds, refused_to) = (
    select
      refused.state, clock_timestamp() + make_interval(secs => refused.seconds), refused.refusals, refused.seconds,
      :credential::text
    from sync.refusal(
      known.state,
      case when known.refused_to = :credential::text then known.refusals else 0 end,
      known.refusal_seconds,
      :state,
      :is_sure::boolean,
      :soon_seconds::float8,
      :long_seconds::float8
    ) as refused
  ),
  changed_at = clock_timestamp()
returning
  state, refusals, refusal_seconds as seconds,
  to_char(next_sync_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as next_try_at;
