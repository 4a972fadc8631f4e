-- Rows of a resource whose table knows no deleted ones, counted anew.
update sync.resource set rows_stored = (select count(*) from github.:"table" where :"subject" = :subject_id::bigint)
where subject_id = :subject_id::bigint and resource = :resource
returning rows_stored;
