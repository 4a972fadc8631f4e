-- What became of the loop of a repository of an owner. Nothing is written over a removal by a person that came between.
update sync.owner_loop set
  state = :state,
  workflow_id = coalesce(:workflow_id, workflow_id),
  stopped_because = coalesce(:stopped_because, case when :state in ('stopping', 'stopped') then stopped_because end),
  swept_in = coalesce(:swept_in, swept_in),
  changed_at = clock_timestamp()
where owner_id = :owner_id::bigint and repository_id = :repository_id::bigint and state = any (:from_states::text[])
returning state;
