-- A pass over everything has shown every row anew since :started_at: what could not be read of an answer before is stored by
-- now, or named again.
delete from sync.gap
where repository_id = :repository_id::bigint
  and resource = :resource::text
  and gap like 'page %'
  and found_at < :started_at::timestamptz;
