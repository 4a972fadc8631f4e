-- Whether a gap stands open.
select exists (
  select
  from sync.gap
  where subject_id = :subject_id and resource = :resource and gap = :gap and is_open
) as is_open;
