-- Another workflow than :workflow_id that keeps the same of a subject.
select workflow_id
from sync.loop
where kind = :kind and subject_kind = :subject_kind and subject_id = :subject_id::bigint
  and workflow_id <> :workflow_id
  and state not in ('renamed', 'ended')
limit 1;
