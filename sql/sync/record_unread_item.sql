-- A single thing that GitHub did not give, or not all of: a gap of its name, tried again later.
insert into sync.gap as known (subject_id, resource, gap, reason, is_open, found_at, next_try_at)
values (
  :subject_id, :resource, :gap, :reason, true, clock_timestamp(),
  clock_timestamp() + make_interval(secs => :wait_seconds::float8)
)
on conflict (subject_id, resource, gap) do update set
  reason = excluded.reason,
  is_open = true,
  next_try_at = coalesce(known.next_try_at, excluded.next_try_at);
