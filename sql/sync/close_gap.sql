-- What was missing is there.
delete from sync.gap where repository_id = :repository_id and resource = :resource and gap = :gap;
