-- One computation at a time for each repository and family, until the transaction ends. The planner takes a month for a tenth of
-- the table and would compile for 200 ms what runs for 5.
select
  set_config('jit', 'off', true),
  pg_advisory_xact_lock(hashtextextended('kpi:' || :family::text, :repository_id::bigint));
