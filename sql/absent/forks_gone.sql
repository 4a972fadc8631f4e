-- Marks the fork of that id deleted, unless it is marked already.
with gone as (
  update github.fork set deleted_at = :answered_at::timestamptz
  where repository_id = :repository_id::bigint and fork_id = :row_id::bigint and deleted_at is null
  returning 1
)
select count(*)::int as deleted from gone;
