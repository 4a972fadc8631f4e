-- A pass over everything has shown every row anew since :started_at: what could not be read of an answer before is stored by
-- now, or named again.
delete from sync.gap
where subject_id = :subject_id::bigint
  and resource = :resource::text
  and page_id is not null
  and found_at < :started_at::timestamptz;
