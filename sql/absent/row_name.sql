-- The name by which GitHub knows a row.
select known.:"name" as name
from github.:"table" as known
where known.:"subject" = :subject_id::bigint and known.:"key" = :row_id::bigint;
