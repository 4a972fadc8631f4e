-- Issues whose events GitHub's list of the repository does not reach (reach_at: how far back it goes), and issues
-- whose labels do not follow from the events that are stored. Issues that a backfill has brought are read when the backfill of
-- events has come to them.
select 'issue/' || issue.number as item, 'behind the list' as version
from github.issue
join sync.resource as events
  on events.subject_id = issue.repository_id and events.resource = 'issue_events'
where issue.repository_id = :repository_id::bigint
  and issue.deleted_at is null
  -- Events of the second at which the list ends may lie on both sides of its end.
  and issue.created_at <= events.reach_at
  and (events.complete_from is null or issue.updated_at >= events.complete_from);
