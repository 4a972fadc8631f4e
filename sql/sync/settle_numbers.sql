-- A number that was missing and that an issue has again is missing no more.
delete from sync.gap
using github.issue
where gap.repository_id = :repository_id::bigint
  and gap.resource = 'issues'
  and issue.repository_id = gap.repository_id
  and issue.deleted_at is null
  and gap.gap = 'number ' || issue.number;
