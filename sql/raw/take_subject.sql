-- Takes a subject for this transaction alone: waits for those that store something of it, and they wait for this one.
-- The planner takes a page for a tenth of a table and would compile for 200 ms what runs for 5.
select
  sync.take_lock(:subject_kind, :subject_id::bigint),
  set_config('jit', 'off', true);
