-- One computation at a time for each repository and family, until the transaction ends. In the order of ids, so that two batches
-- wait for each other and never deadlock.
-- The planner is told for this transaction what it cannot know: that every look at a table is for a few rows of it, whatever it held
-- when its statistics were gathered (or it reads all of it for each repository); that compiling takes longer than running; and that
-- a plan for one repository would compare each row of a batch with each other one. What a batch sorts fits into memory, not on disk.
select
  set_config('enable_seqscan', 'off', true),
  set_config('jit', 'off', true),
  case when pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('32MB') then set_config('work_mem', '32MB', true) end,
  case when cardinality(:repository_ids::bigint[]) > 1 then set_config('plan_cache_mode', 'force_custom_plan', true) end,
  sync.take_lock('kpi:' || :family::text, repository_id)
from (select distinct repository_id from unnest(:repository_ids::bigint[]) as repository_id order by repository_id) as batch;
