-- Marks the stored events of an issue or a pull request that are gone.
-- GitHub's whole list of one number did not show them. An answer tells nothing of what came after it.
with gone as (
  update github.issue_event
  set deleted_at = :answered_at::timestamptz
  where issue_event.repository_id = :repository_id::bigint
    and issue_event.number = :item::bigint
    and issue_event.event_id <> all (:seen::bigint[])
    and issue_event.deleted_at is null
    and issue_event.created_at <= :answered_at::timestamptz
  returning issue_event.event_id
)
select count(*)::int as deleted from gone;
