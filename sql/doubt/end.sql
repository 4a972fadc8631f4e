-- An answer was believed: the doubt of those before it is over, and so is the gap that told of it.
with ended as (
  delete from sync.doubt where subject_id = :subject_id and resource = :resource
)
delete from sync.gap where subject_id = :subject_id and resource = :resource and gap = :gap;
