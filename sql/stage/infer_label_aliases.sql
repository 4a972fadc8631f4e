-- Concludes what became of label names, into github.label_alias, and lists the issues and pull requests whose periods no longer
-- are what names, labels and rows say: stage/label_periods is to run for them. To be asked when a pass over events or over
-- labels has ended, after stage/apply_labels and stage/lock_label_periods.
--   left over    A name, set on an item by replay, that the item does not carry now. The name may be another label's by now: then
--                it is left over where it was set before any item got it that carries it, and before github.label_alias.taken_at.
--   unexplained  A label of the catalogue that an item carries though replay never set it, or that was taken away though
--                replay had not set it.
--   renamed      A name became a label when all items on which it is left over have that label unexplained, when this is so
--                for no second label (of two labels that always were together, the one whose name has the former name in it),
--                and when no item has two names left over that would both have become that label.
--   deleted      Any other name that is left over.
-- It holds for events up to until_at: the last that names the label that vanished. Where the name is in use again, it ends before
-- the first item that carries the new label, and before the first event with the new name of a renamed label. A conclusion
-- stays when its label was deleted since, or when nothing is left over any more.
-- An event of which GraphQL has told the label needs no conclusion, and says nothing of what the label was called.
-- GitHub's names are unique without case, so `Bug` is `bug` where no label is called so.
with catalogue as materialized (
  select label_id, name from github.label where repository_id = :repository_id::bigint and deleted_at is null
),

carried as materialized (
  select distinct on (issue.number, coalesce(label.name, worn.name))
    issue.number, coalesce(label.name, worn.name) as label, worn.name as worn_name
  from github.issue
  cross join lateral unnest(issue.label_ids, issue.label_names) as worn (label_id, name)
  left join github.label on label.repository_id = issue.repository_id and label.label_id = worn.label_id
  where issue.repository_id = :repository_id::bigint
    and issue.deleted_at is null
    and label.deleted_at is null
    and worn.name is not null
  order by issue.number, coalesce(label.name, worn.name), worn.name
),

event as materialized (
  select event_id, number, event = 'labeled' as is_set, label_name, label_id, created_at
  from github.issue_event as event
  where repository_id = :repository_id::bigint
    and event.event in ('labeled', 'unlabeled')
    and label_name is not null
    and deleted_at is null
    and exists (
      select
      from github.issue
      where issue.repository_id = :repository_id::bigint and issue.number = event.number and issue.deleted_at is null
    )
),

spelled as materialized (
  select
    label_name as spelling,
    first_value(label_name) over (partition by lower(label_name) order by max(created_at) desc, label_name) as last_spelling
  from event
  group by label_name
),

-- What each spelling meant, as in stage/label_periods, from the catalogue alone.
meaning as materialized (
  select
    spelling, until_at, present_name, is_present,
    lag(until_at, 1, '-infinity') over (partition by spelling order by until_at) as after_at
  from (
    select distinct on (spelled.spelling, meant.until_at)
      spelled.spelling, meant.until_at, meant.present_name, meant.until_at = 'infinity' as is_present
    from spelled
    join github.label_meaning as meant
      on meant.repository_id = :repository_id::bigint
      and lower(meant.name) = lower(spelled.spelling)
      and not meant.is_inferred
    order by spelled.spelling, meant.until_at, meant.name = spelled.spelling desc, meant.label_id
  ) as meant
),

identified as materialized (
  select label_id, name, deleted_at from github.label where repository_id = :repository_id::bigint
),

label_event as materialized (
  select
    event.number, event.event_id, event.is_set, event.label_name, event.label_id, event.created_at,
    coalesce(identified.name, meaning.present_name, spelled.last_spelling) as label,
    identified.label_id is not null as is_identified,
    -- Neither a former name that was seen nor a label whose deletion was: nobody knows which label it meant.
    identified.label_id is null and coalesce(meaning.is_present, true) as is_open_question
  from event
  join spelled on spelled.spelling = event.label_name
  left join identified on identified.label_id = event.label_id
  left join meaning
    on meaning.spelling = event.label_name
    and event.created_at > meaning.after_at
    and event.created_at <= meaning.until_at
),

replayed as materialized (
  select
    number, label, is_set, is_identified, is_open_question, created_at,
    lag(is_set, 1, false) over following as was_set,
    lead(is_set) over following is null as is_last
  from label_event
  window following as (partition by number, label order by created_at, event_id)
),

-- The first item that carries a label which its events explain: from then on, at the latest, the name is that label's.
first_carried as (
  select replayed.label, min(replayed.created_at) as at
  from replayed
  join carried using (number, label)
  where replayed.is_last and replayed.is_set and not replayed.is_identified
  group by replayed.label
),

known as materialized (
  select former_name, label_id, until_at, taken_at
  from github.label_alias
  where repository_id = :repository_id::bigint
),

-- When the name was another label's at the latest: as far as events went when it was found so. Null: it is nobody's.
taking as materialized (
  select
    asked.label,
    coalesce(
      known.taken_at,
      case
        when exists (select from catalogue where lower(catalogue.name) = lower(asked.label)) then
          coalesce(known.until_at, (select max(created_at) from event))
      end
    ) as taken_at
  from (
    select distinct label from replayed where is_last and is_set and is_open_question
  ) as asked
  left join known on known.former_name = asked.label
),

leftover as materialized (
  select replayed.number, replayed.label as former_name, replayed.created_at
  from replayed
  join taking using (label)
  left join carried on carried.number = replayed.number and lower(carried.label) = lower(replayed.label)
  left join first_carried on first_carried.label = replayed.label
  where replayed.is_last
    and replayed.is_set
    and replayed.is_open_question
    and carried.label is null
    and replayed.created_at < coalesce(first_carried.at, 'infinity')
    and replayed.created_at <= coalesce(taking.taken_at, 'infinity')
),

unexplained as materialized (
  select carried.number, carried.label
  from carried
  left join replayed on replayed.number = carried.number and replayed.label = carried.label and replayed.is_last
  where not coalesce(replayed.is_set, false) and carried.label in (select name from catalogue)
  union
  select number, label from replayed where not is_set and not was_set and label in (select name from catalogue)
),

item_count as materialized (
  select former_name, count(*) as items, max(created_at) as last_set_at from leftover group by former_name
),

fitting as materialized (
  select former_name, label, is_alike, count(*) over of_name as labels, sum(is_alike::int) over of_name as labels_alike
  from (
    select
      leftover.former_name,
      unexplained.label,
      position(lower(leftover.former_name) in lower(unexplained.label)) > 0 as is_alike
    from leftover
    join unexplained using (number)
    group by leftover.former_name, unexplained.label
    having count(*) = (select items from item_count where item_count.former_name = leftover.former_name)
  ) as fitting
  window of_name as (partition by former_name)
),

only_fitting as materialized (
  select former_name, label from fitting where labels = 1 or (is_alike and labels_alike = 1)
),

rival as (
  select distinct one.former_name
  from leftover as one
  join only_fitting as of_one on of_one.former_name = one.former_name
  join leftover as other on other.number = one.number and other.former_name <> one.former_name
  join only_fitting as of_other on of_other.former_name = other.former_name and of_other.label = of_one.label
),

renamed as materialized (
  select only_fitting.former_name, only_fitting.label, min(catalogue.label_id) as label_id
  from only_fitting
  join catalogue on catalogue.name = only_fitting.label
  where only_fitting.former_name not in (select former_name from rival)
  group by only_fitting.former_name, only_fitting.label
),

-- A renamed label is called by its new name from then on, unless another one was called so before.
first_renamed as (
  select renamed.former_name, min(label_event.created_at) as at
  from renamed
  join label_event on label_event.label = renamed.label and not label_event.is_identified
  join item_count using (former_name)
  group by renamed.former_name, item_count.last_set_at
  having min(label_event.created_at) > item_count.last_set_at
),

concluded as materialized (
  select
    item_count.former_name,
    coalesce(
      renamed.label_id,
      case when known.label_id not in (select label_id from catalogue) then known.label_id end
    ) as label_id,
    (
      select max(label_event.created_at)
      from label_event
      where label_event.label = item_count.former_name
        and label_event.is_open_question
        and label_event.created_at < coalesce(first_carried.at, 'infinity')
        and label_event.created_at < coalesce(first_renamed.at, 'infinity')
        and label_event.created_at <= coalesce(taking.taken_at, 'infinity')
    ) as until_at,
    taking.taken_at,
    known.label_id as known_label_id, known.until_at as known_until_at, known.taken_at as known_taken_at
  from item_count
  join taking on taking.label = item_count.former_name
  left join first_carried on first_carried.label = item_count.former_name
  left join renamed on renamed.former_name = item_count.former_name
  left join first_renamed on first_renamed.former_name = item_count.former_name
  left join known on known.former_name = item_count.former_name
),

changed as materialized (
  select
    former_name, label_id, until_at, taken_at,
    (label_id, until_at) is distinct from (known_label_id, known_until_at) as is_meant_otherwise,
    coalesce(label_id, known_label_id) is null as is_of_nobody
  from concluded
  where (label_id, until_at, taken_at) is distinct from (known_label_id, known_until_at, known_taken_at)
),

written as (
  insert into github.label_alias (repository_id, former_name, label_id, until_at, taken_at)
  select :repository_id::bigint, former_name, label_id, until_at, taken_at
  from changed
  order by former_name
  on conflict (repository_id, former_name) do update set
    label_id = excluded.label_id,
    until_at = excluded.until_at,
    taken_at = excluded.taken_at
),

alias as materialized (
  select former_name, label_id, until_at from concluded
  union all
  select former_name, label_id, until_at from known where former_name not in (select former_name from concluded)
),

-- As in stage/label_periods, with what was concluded just now.
present_meaning as materialized (
  select
    spelling, until_at, present_name, deleted_at,
    lag(until_at, 1, '-infinity') over (partition by spelling order by until_at) as after_at
  from (
    select distinct on (spelled.spelling, meant.until_at)
      spelled.spelling, meant.until_at, meant.present_name, meant.deleted_at
    from spelled
    join (
      select name, until_at, label_id, present_name, deleted_at
      from github.label_meaning
      where repository_id = :repository_id::bigint and not is_inferred
      union all
      select alias.former_name, alias.until_at, alias.label_id, label.name, label.deleted_at
      from alias
      join github.label on label.repository_id = :repository_id::bigint and label.label_id = alias.label_id
    ) as meant on lower(meant.name) = lower(spelled.spelling)
    order by spelled.spelling, meant.until_at, meant.name = spelled.spelling desc, meant.label_id
  ) as meant
),

deletion as materialized (
  select name as label, deleted_at
  from github.label
  where repository_id = :repository_id::bigint and deleted_at is not null
),

vanished as materialized (
  select lower(former_name) as folded_name, max(until_at) as until_at
  from alias
  where label_id is null
  group by lower(former_name)
),

stored as materialized (
  select number, event_id, label, is_pull_request, begun_by, labeled_at, unlabeled_at, ended_by
  from github.issue_label_period
  where repository_id = :repository_id::bigint
),

-- Items with an event of a label that exists, beside which one of the name that vanished cannot be told apart.
among_identified as materialized (
  select distinct number, label from label_event where is_identified
),

-- One row for each period that an event began, with what its name and its end should be.
judged as (
  select
    stored.*,
    label_event.event_id is null
      or case
        when named.present_name is null then lower(label_event.label_name) <> lower(stored.label)
        else coalesce(meant.worn_name, named.present_name) <> stored.label
      end as is_named_otherwise,
    worn.worn_name is not null as is_carried,
    named.deleted_at > stored.labeled_at
      and (
        identified.label_id is not null
        or vanished.until_at is null
        or vanished.until_at < stored.labeled_at
        or vanished.until_at > named.deleted_at
      ) as is_deleted,
    case when among_identified.number is null then greatest(stored.labeled_at, vanished.until_at) end as unknown_end_at
  from stored
  left join (
    select number, event_id, label_name, label_id, created_at from label_event where is_set
  ) as label_event using (number, event_id)
  left join present_meaning
    on present_meaning.spelling = label_event.label_name
    and label_event.created_at > present_meaning.after_at
    and label_event.created_at <= present_meaning.until_at
  left join identified on identified.label_id = label_event.label_id
  cross join lateral (
    select
      coalesce(identified.name, present_meaning.present_name) as present_name,
      case when identified.label_id is null then present_meaning.deleted_at else identified.deleted_at end as deleted_at
  ) as named
  left join carried as meant on meant.number = stored.number and meant.label = named.present_name
  left join carried as worn on worn.number = stored.number and worn.worn_name = stored.label
  left join vanished on vanished.folded_name = lower(stored.label)
  left join among_identified on among_identified.number = stored.number and among_identified.label = stored.label
  where stored.begun_by = 'labeled'
),

-- The replay does not leave what the row says: which labels, and whether an issue that has one is open.
contradicted as (
  select number
  from (select number, worn_name as label from carried) as worn
  full join (select number, label, true as is_replayed from stored where unlabeled_at is null) as replayed
    using (number, label)
  where worn.label is null or replayed.is_replayed is null
  union
  select stored.number
  from stored
  join github.issue
    on issue.repository_id = :repository_id::bigint and issue.number = stored.number and issue.deleted_at is null
  left join (
    select distinct number, event_id
    from github.issue_label_carry
    where repository_id = :repository_id::bigint and is_open and ended_at is null
  ) as carry on carry.number = stored.number and carry.event_id = stored.event_id
  where stored.unlabeled_at is null
    and not stored.is_pull_request
    and (carry.number is null) = (issue.closed_at is null)
)

select number
from judged
where is_named_otherwise
  or (ended_by = 'unknown' and unlabeled_at <> unknown_end_at)
  or ((ended_by is null or ended_by = 'unknown') and not is_carried and is_deleted)
  or (
    ended_by = 'label_deleted'
    and not exists (
      select from deletion where deletion.label = judged.label and deletion.deleted_at = judged.unlabeled_at
    )
  )
union
select number
from label_event
where lower(label_name) in (select lower(former_name) from changed where is_meant_otherwise and not is_of_nobody)
union
select number
from replayed
where is_set and was_set and lower(label) in (select lower(former_name) from changed where is_meant_otherwise and is_of_nobody)
union
select number from among_identified where lower(label) in (select lower(former_name) from changed where is_meant_otherwise)
union
select number from label_event where is_set and number not in (select number from stored)
union
select number from contradicted
order by number;
