-- Issues and pull requests whose number of comments is not ours: a comment was deleted, which leaves no other trace. Those alone that
-- were not asked for in their present state.
with counted as (
  select number, count(*) as stored
  from github.comment
  where repository_id = :repository_id::bigint and deleted_at is null
  group by number
),
differing as (
  select
    'issue/' || issue.number as item,
    'updated ' || issue.updated_at || ', ' || issue.comments || ' comments' as version
  from github.issue
  left join counted using (number)
  where issue.repository_id = :repository_id::bigint
    and issue.deleted_at is null
    and issue.comments <> coalesce(counted.stored, 0)
    -- After a load that began at a date older comments are not ours.
    and exists (
      select
      from sync.resource
      where resource.subject_id = issue.repository_id and resource.resource = 'comments' and resource.complete_from is null
    )
)
select differing.item, differing.version
from differing
left join sync.item as known
  on known.subject_id = :repository_id::bigint and known.resource = 'comments' and known.item = differing.item
where known.wanted_version is distinct from differing.version;
