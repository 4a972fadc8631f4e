-- Issues and pull requests whose labels of now do not follow from their events: they carry a label that no event set, or one of
-- the catalogue went that no event took away. An event is missing, or the row is older than its events, or nothing is (an
-- import, a label that was deleted and made again): the events of the number tell.
-- The item is `labels/{number}`, so that it stands beside another reason to read the events of the same number. To be asked once
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
  'labels/' || issue.number as item,
  extract(epoch from issue.updated_at)::bigint || '-' || md5(issue.label_names::text) as version
from differing
join github.issue
  on issue.repository_id = :repository_id::bigint and issue.number = differing.number and issue.deleted_at is null
where not exists (
  select
  from sync.item
  where item.subject_id = :repository_id::bigint
    and item.resource = 'issue_events'
    and item.item = 'issue/' || issue.number
    and item.read_version is distinct from item.wanted_version
)
order by issue.number;
