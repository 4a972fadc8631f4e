-- Holds the set of a resource until the transaction ends, and tells whether a newer answer than that of :answered_at is stored.
select coalesce(complete_through > :answered_at::timestamptz, false) as is_late, rows_stored, state
from sync.resource
where subject_id = :subject_id and resource = :resource
for update;
