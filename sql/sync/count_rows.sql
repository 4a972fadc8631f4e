-- Rows of a resource that GitHub shows, counted anew after rows were found gone or came back.
update sync.resource set rows_stored = (
  select count(*) from github.:"table" where :"subject" = :subject_id::bigint and :"gone_at" is null
)
where subject_id = :subject_id::bigint and resource = :resource
returning rows_stored;
