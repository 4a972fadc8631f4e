-- Marks the label of that id deleted, unless it is marked already.
with gone as (
  update github.label set deleted_at = :answered_at::timestamptz
  where repository_id = :repository_id::bigint and label_id = :row_id::bigint and deleted_at is null
  returning 1
)
select count(*)::int as deleted from gone;
