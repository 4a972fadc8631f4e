-- One computation at a time for each repository and family, until the transaction ends. In the order of ids, so that two batches
-- wait for each other and never deadlock. The planner takes a month for a tenth of the table and would compile for 200 ms what
-- runs for 5; and what it has planned for one repository would compare each row of a batch with each other one.
select
  set_config('jit', 'off', true),
  case when cardinality(:repository_ids::bigint[]) > 1 then set_config('plan_cache_mode', 'force_custom_plan', true) end,
  pg_advisory_xact_lock(hashtextextended('kpi:' || :family::text, repository_id))
from (select distinct repository_id from unnest(:repository_ids::bigint[]) as repository_id order by repository_id) as batch;
