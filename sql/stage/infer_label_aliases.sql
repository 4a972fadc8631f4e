-- Concludes what became of label names that are in no catalogue, into github.label_alias, and lists the issues and pull
-- requests whose periods no longer are what names, labels and rows say: stage/label_periods is to run for them. To be asked
-- when a pass over events or over labels has ended, after stage/apply_labels and stage/lock_label_periods.
--   left over    A name that no label has or had, set on an item by replay, that the item does not carry now.
--   unexplained  A label of the catalogue that an item carries though replay never set it, or that was taken away though
--                replay had not set it.
--   renamed      A name became a label when all items on which it is left over have that label unexplained, when this is so
--                for no second label, and when no item has two names left over that would both have become that label.
--   deleted      Any other name that is left over.
-- A conclusion stays when its label was deleted since, or when the name is in use again: it holds for events up to until_at.
with catalogue as materialized (
  select label_id, name from github.label where repository_id = :repository_id::bigint and deleted_at is null
),

meaning as materialized (
  select
    name, until_at, present_name,
    lag(until_at, 1, '-infinity') over (partition by name order by until_at, label_id) as after_at
  from github.label_meaning
  where repository_id = :repository_id::bigint and not is_inferred
),

carried as materialized (
  select number, label from github.issue_label where repository_id = :repository_id::bigint
),

label_event as materialized (
  select
    event.number, event.event_id, event.event = 'labeled' as is_set, event.label_name, event.created_at,
    meaning.name is null as is_nameless,
    coalesce(meaning.present_name, event.label_name) as label
  from github.issue_event as event
  left join meaning
    on meaning.name = event.label_name and event.created_at > meaning.after_at and event.created_at <= meaning.until_at
  where event.repository_id = :repository_id::bigint
    and event.event in ('labeled', 'unlabeled')
    and event.label_name is not null
    and event.deleted_at is null
    and exists (
      select
      from github.issue
      where issue.repository_id = :repository_id::bigint and issue.number = event.number and issue.deleted_at is null
    )
),

replayed as materialized (
  select
    number, label, is_set, is_nameless,
    lag(is_set, 1, false) over (partition by number, label order by created_at, event_id) as was_set,
    lead(is_set) over (partition by number, label order by created_at, event_id) is null as is_last
  from label_event
),

leftover as materialized (
  select replayed.number, replayed.label as former_name
  from replayed
  left join carried using (number, label)
  where replayed.is_last and replayed.is_set and replayed.is_nameless and carried.label is null
),

unexplained as materialized (
  select carried.number, carried.label
  from carried
  left join replayed on replayed.number = carried.number and replayed.label = carried.label and replayed.is_last
  where not coalesce(replayed.is_set, false) and carried.label in (select name from catalogue)
  union
  select number, label from replayed where not is_set and not was_set and label in (select name from catalogue)
),

item_count as (
  select former_name, count(*) as items from leftover group by former_name
),

fitting as materialized (
  select leftover.former_name, unexplained.label
  from leftover
  join unexplained using (number)
  group by leftover.former_name, unexplained.label
  having count(*) = (select items from item_count where item_count.former_name = leftover.former_name)
),

only_fitting as materialized (
  select former_name, min(label) as label from fitting group by former_name having count(*) = 1
),

rival as (
  select distinct one.former_name
  from leftover as one
  join only_fitting as of_one on of_one.former_name = one.former_name
  join leftover as other on other.number = one.number and other.former_name <> one.former_name
  join only_fitting as of_other on of_other.former_name = other.former_name and of_other.label = of_one.label
),

renamed as (
  select only_fitting.former_name, min(catalogue.label_id) as label_id
  from only_fitting
  join catalogue on catalogue.name = only_fitting.label
  where only_fitting.former_name not in (select former_name from rival)
  group by only_fitting.former_name
),

concluded as materialized (
  select
    item_count.former_name,
    coalesce(
      renamed.label_id,
      case when known.label_id not in (select label_id from catalogue) then known.label_id end
    ) as label_id,
    named.until_at,
    known.label_id as known_label_id, known.until_at as known_until_at
  from item_count
  join (
    select label as former_name, max(created_at) as until_at from label_event where is_nameless group by label
  ) as named using (former_name)
  left join renamed using (former_name)
  left join github.label_alias as known
    on known.repository_id = :repository_id::bigint and known.former_name = item_count.former_name
),

changed as materialized (
  select former_name, label_id, until_at, label_id is distinct from known_label_id as is_another
  from concluded
  where (label_id, until_at) is distinct from (known_label_id, known_until_at)
),

written as (
  insert into github.label_alias (repository_id, former_name, label_id, until_at)
  select :repository_id::bigint, former_name, label_id, until_at
  from changed
  order by former_name
  on conflict (repository_id, former_name) do update set
    label_id = excluded.label_id,
    until_at = excluded.until_at
),

alias as materialized (
  select former_name, label_id, until_at from concluded
  union all
  select former_name, label_id, until_at
  from github.label_alias
  where repository_id = :repository_id::bigint and former_name not in (select former_name from concluded)
),

present_meaning as materialized (
  select
    name, until_at, present_name,
    lag(until_at, 1, '-infinity') over (partition by name order by until_at, label_id) as after_at
  from (
    select name, until_at, label_id, present_name
    from github.label_meaning
    where repository_id = :repository_id::bigint and not is_inferred
    union all
    select alias.former_name, alias.until_at, alias.label_id, label.name
    from alias
    join github.label on label.repository_id = :repository_id::bigint and label.label_id = alias.label_id
  ) as meant
),

deletion as materialized (
  select name as label, deleted_at
  from github.label
  where repository_id = :repository_id::bigint and deleted_at is not null
),

stored as materialized (
  select number, event_id, label, labeled_at, unlabeled_at, ended_by
  from github.issue_label_period
  where repository_id = :repository_id::bigint
),

-- One row for each period, with what its end should be.
judged as (
  select
    stored.*,
    label_event.event_id is null
      or coalesce(present_meaning.present_name, label_event.label_name) <> stored.label as is_named_otherwise,
    stored.label not in (select name from catalogue) and carried.label is null as is_without_label,
    carried.label is not null as is_carried,
    greatest(stored.labeled_at, vanished.until_at) as unknown_end_at
  from stored
  left join label_event using (number, event_id)
  left join present_meaning
    on present_meaning.name = label_event.label_name
    and label_event.created_at > present_meaning.after_at
    and label_event.created_at <= present_meaning.until_at
  left join carried on carried.number = stored.number and carried.label = stored.label
  left join alias as vanished on vanished.former_name = stored.label and vanished.label_id is null
)

select number
from judged
where is_named_otherwise
  or (ended_by is null and is_without_label)
  or (ended_by = 'unknown' and (not is_without_label or unlabeled_at <> unknown_end_at))
  or (
    (ended_by is null or ended_by = 'unknown')
    and not is_carried
    and exists (select from deletion where deletion.label = judged.label and deletion.deleted_at > judged.labeled_at)
  )
  or (
    ended_by = 'label_deleted'
    and not exists (
      select from deletion where deletion.label = judged.label and deletion.deleted_at = judged.unlabeled_at
    )
  )
union
select number
from label_event
where label_name in (select former_name from changed where is_another)
union
select number from label_event where is_set and number not in (select number from stored)
order by number;
