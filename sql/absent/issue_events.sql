-- Issue events that a finished pass over their list did not show; they have no updated_at: :since bounds created_at.
-- What came after the pass began need not be in it.
select issue_event.event_id::text as row_id
from github.issue_event
where issue_event.repository_id = :repository_id::bigint
  and issue_event.deleted_at is null
  and issue_event.created_at < :started_at::timestamptz
  and (:since::timestamptz is null or issue_event.created_at >= :since::timestamptz)
  and not exists (
    select
    from sync.seen
    where seen.repository_id = :repository_id::bigint
      and seen.resource = 'issue_events'
      and seen.row_id = issue_event.event_id::text
  )
order by issue_event.event_id;
