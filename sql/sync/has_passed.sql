-- Whether the walk that ends has passed rows by: then what it did not see need not be gone.
select exists (
  select
  from sync.gap
  where subject_id = :subject_id::bigint and resource = :resource::text and is_passed
) as has_passed;
