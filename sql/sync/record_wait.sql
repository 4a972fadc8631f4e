-- A resource waits for somebody else who reads it.
update sync.resource set reason = :reason, awaited_at = clock_timestamp()
where subject_id = :subject_id and resource = :resource;
