-- Whether fewer rows are stored than GitHub counted when it was asked last.
select coalesce(rows_stored < github_total, false) as lacks_rows
from sync.resource
where subject_id = :subject_id and resource = :resource;
