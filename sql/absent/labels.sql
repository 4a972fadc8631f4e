-- Labels that a finished pass over their list did not show; :started_at and :since are accepted and mean nothing here: a
-- label has no date.
select label.label_id::text as row_id
from github.label
where label.repository_id = :repository_id::bigint
  and label.deleted_at is null
  and (:started_at::timestamptz is null or true)
  and (:since::timestamptz is null or true)
  and not exists (
    select
    from sync.seen
    where seen.repository_id = :repository_id::bigint
      and seen.resource = 'labels'
      and seen.row_id = label.label_id::text
  )
order by label.label_id;
