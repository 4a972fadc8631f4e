-- A window that has met the next one: its counts go to the window that reads to the end of the list.
with ended as (
  delete from sync.cursor
  where subject_id = :subject_id and resource = :resource and window_key = :window_key and not is_last
  returning *
)
update sync.cursor as last set
  pages = last.pages + ended.pages,
  requests = last.requests + ended.requests,
  rows_inserted = last.rows_inserted + ended.rows_inserted,
  rows_updated = last.rows_updated + ended.rows_updated
from ended
where last.subject_id = ended.subject_id and last.resource = ended.resource and last.is_last;
