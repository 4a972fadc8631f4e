-- Marks an issue event that GitHub does not show any more.
with gone as (
  update github.issue_event
  set deleted_at = :answered_at::timestamptz
  where issue_event.repository_id = :repository_id::bigint
    and issue_event.event_id = :row_id::bigint
    and issue_event.deleted_at is null
  returning issue_event.event_id
)
select count(*)::int as deleted from gone;
