-- What was missing is there.
delete from sync.gap where subject_id = :subject_id and resource = :resource and gap = :gap;
