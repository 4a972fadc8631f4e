-- Why not all of an answer could be staged; null: it was.
update raw.page set stage_error = :stage_error::text
where subject_id = :subject_id::bigint and page_id = :page_id::bigint
  and stage_error is distinct from :stage_error::text;
