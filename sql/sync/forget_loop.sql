-- A loop that was stopped; the data that it stored stays, and says that nobody keeps it any more.
with forgotten as (
  delete from sync.loop where workflow_id = :workflow_id returning subject_kind, subject_id
)
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.*
    from sync.standing(
      resource.state, resource.rows_stored, 'No loop keeps this any more.', resource.attempts, null
    ) as standing
  )
from forgotten
join unnest(:resources::text[], :kinds::text[]) as known (resource, kind) on known.kind = forgotten.subject_kind
where resource.subject_id = forgotten.subject_id and resource.resource = known.resource;
