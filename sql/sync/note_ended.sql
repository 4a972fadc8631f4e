-- The workflow of a loop has ended and could not say so itself. One that was started again meanwhile has changed its row.
update sync.loop set state = 'ended', reason = :reason, next_sync_at = null, changed_at = clock_timestamp()
where workflow_id = :workflow_id and changed_at = :changed_at::timestamptz;
