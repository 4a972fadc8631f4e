-- A loop's own state: before GitHub has told the subject's id, and while it is paused.
insert into sync.loop as known (workflow_id, kind, subject_kind, owner, name, every, resources, state, reason, next_sync_at)
values (
  :workflow_id, :kind, :subject_kind, :owner, :name, :every, :resources::text[], :state, :reason,
  :next_sync_at::timestamptz
)
on conflict (workflow_id) do update set
  every = excluded.every,
  resources = excluded.resources,
  state = excluded.state,
  reason = excluded.reason,
  next_sync_at = excluded.next_sync_at,
  changed_at = clock_timestamp();
