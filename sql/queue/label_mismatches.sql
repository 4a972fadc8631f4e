-- Issues and pull requests whose replayed labels are not those that they carry now, both under the names of the catalogue:
-- an event is missing, or the row is older than its events. The item is `labels/{number}`, so that it stands beside another
-- reason to read the events of the same number. To be asked once the events of the whole repository are here.
-- A number whose events are due anyway is left out.
-- The version changes with the issue and with its labels, so that one that cannot be mended is not read again and again.
with replayed as (
  select number, label
  from github.issue_label_period
  where repository_id = :repository_id::bigint and unlabeled_at is null
),
carried as (
  select number, label from github.issue_label where repository_id = :repository_id::bigint
),
differing as (
  select distinct number
  from replayed
  full join carried using (number, label)
  where replayed.label is null or carried.label is null
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
