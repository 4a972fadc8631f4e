-- Names that labels had before the catalogue was first read, into github.label_told_name: those of events of which REST told the name
-- and GraphQL the label. A name under which the catalogue was read is no such name: GraphQL's own events bear it whenever they happened.
-- Lists the issues and pull requests with events of names that mean something else by it: stage/label_periods is to run for them. Before
-- stage/infer_label_aliases, after stage/lock_label_periods.
with told as (
  select event.label_id, lower(event.label_name) as name, max(event.created_at) as until_at
  from github.issue_event as event
  join github.label on label.repository_id = event.repository_id and label.label_id = event.label_id
  where event.repository_id = :repository_id::bigint
    and event.label_id is not null
    and event.label_name is not null
    and event.deleted_at is null
    and lower(event.label_name) <> lower(label.name)
    and not exists (
      select
      from github.label_former_name as former
      where former.repository_id = event.repository_id
        and former.label_id = event.label_id
        and lower(former.name) = lower(event.label_name)
    )
  group by event.label_id, lower(event.label_name)
),

written as (
  insert into github.label_told_name as known (repository_id, label_id, name, until_at)
  select :repository_id::bigint, label_id, name, until_at from told order by label_id, name
  on conflict (repository_id, label_id, name) do update set until_at = excluded.until_at
    where known.until_at <> excluded.until_at
  returning known.name
)

select distinct number
from github.issue_event
where repository_id = :repository_id::bigint
  and event in ('labeled', 'unlabeled')
  and lower(label_name) in (select name from written)
  and number is not null
order by number;
