-- A loop's own state: before GitHub has told the subject's id, and while it is paused.
insert into sync.loop as known (workflow_id, kind, subject_kind, owner, name, every, resources, state, reason, next_sync_at, refused_to)
values (
  :workflow_id, :kind, :subject_kind, :owner, :name, :every, :resources::text[], :state, :reason,
  clock_timestamp() + make_interval(secs => :wait_seconds::float8), :credential
)
on conflict (workflow_id) do update set
  every = excluded.every,
  resources = excluded.resources,
  state = excluded.state,
  reason = excluded.reason,
  next_sync_at = excluded.next_sync_at,
  refusals = case when known.refused_to <> excluded.refused_to then 0 else known.refusals end,
  refused_to = coalesce(excluded.refused_to, known.refused_to),
  changed_at = clock_timestamp()
returning to_char(next_sync_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as next_try_at;
