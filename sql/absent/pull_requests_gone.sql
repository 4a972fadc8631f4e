-- Marks a pull request, by its number, that GitHub does not show any more.
with gone as (
  update github.pull_request
  set deleted_at = :answered_at::timestamptz
  where pull_request.repository_id = :repository_id::bigint
    and pull_request.number = :row_id::bigint
    and pull_request.deleted_at is null
  returning pull_request.number
)
select count(*)::int as deleted from gone;
