-- Issues and pull requests whose labels of now do not follow from their events: they carry a label that no event set, or one of
-- the catalogue went that no event took away. An event is missing, or the row is older than its events, or nothing is (an
-- import, a label that was deleted and made again): the events of the number tell.
-- The item is `labels/{number}`, so that it stands beside another reason to read the events of the same number; and `names/{number}`
-- while nothing has told of any of its events which label they are of, for then it may be but the names that mislead. To be asked once
-- the events of the whole repository are here and label history is derived. A number whose events are due anyway is left out.
-- The version changes with the issue and with its labels, so that one that cannot be mended is not read again and again.
with catalogue as (
  select distinct lower(name) as folded_name
  from github.label
  where repository_id = :repository_id::bigint and deleted_at is null
),
differing as (
  select distinct number
  from github.issue_label_period
  where repository_id = :repository_id::bigint
    and (begun_by = 'unknown' or (ended_by = 'unknown' and lower(label) in (select folded_name from catalogue)))
)
select
  case when told.has_names and not told.has_ids then 'names/' else 'labels/' end || issue.number as item,
  extract(epoch from issue.updated_at)::bigint || '-' || md5(issue.label_names::text) as version
from differing
join github.issue
  on issue.repository_id = :repository_id::bigint and issue.number = differing.number and issue.deleted_at is null
cross join lateral (
  select
    coalesce(bool_or(event.label_id is not null), false) as has_ids,
    coalesce(bool_or(event.label_id is null), false) as has_names
  from github.issue_event as event
  where event.repository_id = :repository_id::bigint
    and event.number = issue.number
    and event.event in ('labeled', 'unlabeled')
    and event.deleted_at is null
) as told
where not exists (
  select
  from sync.item
  where item.subject_id = :repository_id::bigint
    and item.resource = 'issue_events'
    and item.item = 'issue/' || issue.number
    and item.read_version is distinct from item.wanted_version
)
order by issue.number;
