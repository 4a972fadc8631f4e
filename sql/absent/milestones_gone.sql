-- Marks the milestone of that number deleted, unless it is marked already.
with gone as (
  update github.milestone set deleted_at = :answered_at::timestamptz
  where repository_id = :repository_id::bigint and number = :row_id::bigint and deleted_at is null
  returning 1
)
select count(*)::int as deleted from gone;
