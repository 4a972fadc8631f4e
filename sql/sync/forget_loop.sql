-- A loop that was stopped; the data that it stored stays, and says that nobody keeps it any more.
with forgotten as (
  delete from sync.loop where workflow_id = :workflow_id returning repository_id
)
update sync.resource set next_try_at = null, reason = 'No loop keeps this repository any more.'
from forgotten
where resource.repository_id = forgotten.repository_id;
