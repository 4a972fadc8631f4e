-- A walk has seen too little to tell what is absent.
delete from sync.seen where subject_id = :subject_id and resource = :resource;
