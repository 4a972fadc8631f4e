-- Numbers of milestones that a finished pass over their list did not show; sync.seen holds their ids.
-- What came after the pass began needed not be shown by it.
select milestone.number::text as row_id
from github.milestone
where milestone.repository_id = :repository_id::bigint
  and milestone.deleted_at is null
  and milestone.created_at < :started_at::timestamptz
  and (:since::timestamptz is null or milestone.updated_at >= :since::timestamptz)
  and not exists (
    select
    from sync.seen
    where seen.repository_id = :repository_id::bigint
      and seen.resource = 'milestones'
      and seen.row_id = milestone.milestone_id::text
  )
order by milestone.number;
