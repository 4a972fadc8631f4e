-- How large pages may be, as answers have told; null: as large as there are.
update sync.resource set page_sizes = :page_sizes::jsonb where subject_id = :subject_id and resource = :resource;
