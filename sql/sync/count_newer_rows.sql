-- Rows of a list, newest first, that are stored and not older than :at.
select count(*)::int as rows
from github.:"table" as known
where known.:"subject" = :subject_id::bigint and known.:"moved_at" >= :at::timestamptz and known.deleted_at is null;
