-- Derives who carried which label when, of the issues and pull requests :numbers, by replaying their events in the order of
-- created_at, then event_id, and by what their rows say: at its end the replay leaves the labels that they carry now, and the
-- state that they have. Writes only what differs, into github.issue_label_period and github.issue_label_carry.
--   names     An event has the name of its day: it means the label that had that name then, and counts under the label's
--             present name. GitHub's names are unique without case: `Bug` means `bug` where no label is called so. A name that
--             no label ever had counts as the item carries it, else as the last of its events spells it. Where GraphQL has told
--             which label an event is of, it is that one, whatever it was called.
--   periods   A label that is set while it is set, or taken away while it is not, changes nothing. An event before the
--             creation of its issue counts at the creation.
--   deletion  GitHub writes no events when a label is deleted: it ends all periods of the label, when the deletion was found,
--             unless the issue carries the label now and it was not set again since (the name was at once in use again).
--   unknown   A label that the issue does not carry now and that nothing took away ends unknown: with the last event of the
--     end     repository that names the label which vanished before we looked (github.label_alias), also where the name is in
--             use again; else when it was set, for until then it certainly existed.
--   unknown   A label that the issue carries now and that nothing set (imported, or set under a name that became nobody
--     begin   knows which label) began unknown: when the issue was created, when the label was last taken away, or when
--             labels of the issue ended unknown, whichever is the latest.
--   carries   An issue is open from its creation on, closed and open again by its events, and closed at its closed_at at the
--             latest; a close that an open issue has not come back from, and a reopening after closed_at, are not in its row
--             and do not count. A carry is a part of a period in which an issue was open; or a period that lies in a time in
--             which the issue was closed, and that was ended by taking the label away.
--   deleted   A deleted item, and one whose row is not here yet, has no periods.
-- Months in which what is counted changes are marked in sync.mark, as of issue_events. Up to 1,000 numbers a call, after
-- stage/lock_label_periods, when rows and events are both here: a walk has ended.
with given as materialized (
  select distinct number from unnest(:numbers::bigint[]) as number
),

issue as materialized (
  select found.*
  from given
  cross join lateral (
    select number, is_pull_request, created_at, closed_at, label_ids, label_names
    from github.issue
    where repository_id = :repository_id::bigint and issue.number = given.number and deleted_at is null
    order by issue_id desc
    limit 1
  ) as found
),

-- `offset 0`, here and below: a look at the index for each number, whatever the tables held when this was planned.
event as materialized (
  select
    issue.number, happened.event_id, happened.event, happened.label_name, happened.label_id, happened.created_at,
    greatest(happened.created_at, issue.created_at) as at
  from issue
  cross join lateral (
    select event_id, event, label_name, label_id, created_at
    from github.issue_event
    where repository_id = :repository_id::bigint
      and issue_event.number = issue.number
      and event in ('labeled', 'unlabeled', 'closed', 'reopened')
      and deleted_at is null
    offset 0
  ) as happened
),

-- As github.issue_label, with one look at the labels for all numbers; worn_name is how the row calls it.
carried as materialized (
  select distinct on (issue.number, coalesce(label.name, worn.name))
    issue.number, coalesce(label.name, worn.name) as label, worn.name as worn_name
  from issue
  cross join lateral unnest(issue.label_ids, issue.label_names) as worn (label_id, name)
  left join github.label on label.repository_id = :repository_id::bigint and label.label_id = worn.label_id
  where label.deleted_at is null and worn.name is not null
  order by issue.number, coalesce(label.name, worn.name), worn.name
),

-- What each spelling in the events meant, and until when: with the same end, the label that is spelled so comes first.
meaning as materialized (
  select
    spelling, until_at, present_name, deleted_at,
    lag(until_at, 1, '-infinity') over (partition by spelling order by until_at) as after_at
  from (
    select distinct on (spelled.label_name, label_meaning.until_at)
      spelled.label_name as spelling, label_meaning.until_at, label_meaning.present_name, label_meaning.deleted_at
    from (select distinct label_name from event where event in ('labeled', 'unlabeled')) as spelled
    join github.label_meaning
      on label_meaning.repository_id = :repository_id::bigint and lower(label_meaning.name) = lower(spelled.label_name)
    order by
      spelled.label_name, label_meaning.until_at, label_meaning.name = spelled.label_name desc, label_meaning.label_id
  ) as meant
),

identified as materialized (
  select label_id, name, deleted_at
  from github.label
  where repository_id = :repository_id::bigint and label_id in (select label_id from event where label_id is not null)
),

named_event as (
  select
    event.number, event.event_id, event.at, event.event = 'labeled' as is_set,
    event.label_name,
    identified.label_id is not null as is_identified,
    coalesce(identified.name, meaning.present_name) as present_name,
    case when identified.label_id is null then meaning.deleted_at else identified.deleted_at end as deleted_at,
    last_value(event.label_name) over (
      partition by event.number, lower(event.label_name)
      order by event.created_at, event.event_id
      rows between unbounded preceding and unbounded following
    ) as last_spelling
  from event
  left join identified on identified.label_id = event.label_id
  left join meaning
    on identified.label_id is null
    and meaning.spelling = event.label_name and event.created_at > meaning.after_at and event.created_at <= meaning.until_at
  where event.event in ('labeled', 'unlabeled') and event.label_name is not null
),

carried_alike as materialized (
  select number, lower(label) as folded_name, min(label) as label from carried group by number, lower(label)
),

label_event as materialized (
  select
    named_event.number, named_event.event_id, named_event.at, named_event.is_set, named_event.deleted_at,
    named_event.is_identified,
    coalesce(named_event.present_name, carried.label, alike.label, named_event.last_spelling) as label
  from named_event
  left join carried on carried.number = named_event.number and carried.label = named_event.label_name
  left join carried_alike as alike
    on alike.number = named_event.number and alike.folded_name = lower(named_event.label_name)
),

label_deletion as (
  select distinct deleted.number, deleted.label, deleted.deleted_at
  from label_event as deleted
  where deleted.deleted_at is not null
    and (
      not exists (select from carried where carried.number = deleted.number and carried.label = deleted.label)
      or exists (
        select
        from label_event as later
        where later.number = deleted.number and later.label = deleted.label and later.is_set and later.at > deleted.deleted_at
      )
    )
),

-- Names of labels that vanished before we looked, and until when they certainly existed.
vanished as materialized (
  select lower(former_name) as folded_name, max(until_at) as until_at
  from github.label_alias
  where repository_id = :repository_id::bigint and label_id is null
  group by lower(former_name)
),

-- With it a label went from the items that do not carry it, and from those on which it was set once more.
loss as (
  select following.number, following.label, vanished.until_at
  from (
    select
      label_event.*,
      lead(is_set) over later as is_set_next,
      lead(at) over later as next_at
    from label_event
    window later as (partition by number, label order by at, event_id)
  ) as following
  join vanished on vanished.folded_name = lower(following.label)
  left join carried using (number, label)
  where following.is_set
    and not following.is_identified
    and following.at <= vanished.until_at
    and case
      when following.is_set_next is null then carried.label is null
      else following.is_set_next and following.next_at > vanished.until_at
    end
),

happened as materialized (
  select number, label, event_id, at, is_set, case when not is_set then 'unlabeled' end as ended_by from label_event
  union all
  select number, label, 9223372036854775807, deleted_at, false, 'label_deleted' from label_deletion
  union all
  select number, label, 9223372036854775807, until_at, false, 'unknown' from loss
),

turn as (
  select number, label, event_id, at, is_set, ended_by
  from (
    select *, lag(is_set, 1, false) over (partition by number, label order by at, event_id, ended_by) as was_set from happened
  ) as happened
  where is_set <> was_set
),

replayed as (
  select
    number, label, event_id, at as labeled_at, is_set,
    lead(at) over following as ended_at,
    lead(event_id) over following as end_event_id,
    lead(ended_by) over following as ended_by
  from turn
  window following as (partition by number, label order by at, event_id, ended_by)
),

told as materialized (
  select
    replayed.number, replayed.event_id, replayed.label, replayed.labeled_at,
    case when fate.is_lost then replayed.labeled_at else replayed.ended_at end as unlabeled_at,
    case when fate.is_lost then 'unknown' else replayed.ended_by end as ended_by,
    -- Where it ends among the events of one second: those without an event come last.
    coalesce(replayed.end_event_id, 9223372036854775807) as end_event_id
  from replayed
  left join carried using (number, label)
  cross join lateral (select replayed.ended_at is null and carried.label is null as is_lost) as fate
  where replayed.is_set
),

untold as (
  select
    carried.number, carried.label,
    -row_number() over (partition by carried.number order by carried.worn_name) as event_id,
    greatest(
      issue.created_at,
      taken.at,
      (select max(told.unlabeled_at) from told where told.number = carried.number and told.ended_by = 'unknown')
    ) as labeled_at
  from carried
  join issue using (number)
  left join (
    select number, label, max(at) as at from happened where not is_set group by number, label
  ) as taken using (number, label)
  where not exists (
    select from told where told.number = carried.number and told.label = carried.label and told.unlabeled_at is null
  )
),

period as materialized (
  select
    every.number, every.event_id, coalesce(carried.worn_name, every.label) as label, issue.is_pull_request,
    every.begun_by, every.labeled_at, every.unlabeled_at, every.ended_by, every.end_event_id
  from (
    select number, event_id, label, 'labeled' as begun_by, labeled_at, unlabeled_at, ended_by, end_event_id from told
    union all
    select number, event_id, label, 'unknown', labeled_at, null, null, 9223372036854775807 from untold
  ) as every
  join issue using (number)
  left join carried using (number, label)
),

switch as (
  select number, event_id, at, is_open
  from (
    select
      event.number, event.event_id, event.at, event.event = 'reopened' as is_open,
      case when issue.closed_at is not null then greatest(issue.closed_at, issue.created_at) end as closed_at,
      coalesce(
        bool_or(event.event = 'reopened') over (
          partition by event.number order by event.at, event.event_id rows between 1 following and unbounded following
        ),
        false
      ) as is_reopened_later
    from event
    join issue using (number)
    where event.event in ('closed', 'reopened')
  ) as switched
  where case when closed_at is null then is_open or is_reopened_later else not is_open or at <= closed_at end
  union all
  select number, 9223372036854775807, greatest(closed_at, created_at), false from issue where closed_at is not null
),

state as materialized (
  select
    number, is_open, at as from_at, event_id as from_event_id,
    lead(at, 1, 'infinity') over following as until_at,
    lead(event_id, 1, 9223372036854775807) over following as until_event_id
  from (
    select number, -1 as event_id, '-infinity'::timestamptz as at, true as is_open, false as was_open
    from issue
    where not is_pull_request
    union all
    select number, event_id, at, is_open, lag(is_open, 1, true) over (partition by number order by at, event_id) from switch
  ) as switched
  where is_open <> was_open
  window following as (partition by number order by at, event_id)
),

carry as materialized (
  select
    number, period.event_id, period.label, state.is_open,
    row_number() over (partition by number, period.event_id order by state.from_at, state.from_event_id)::int as part,
    greatest(state.from_at, period.labeled_at) as started_at,
    period.begun_by = 'labeled' or state.from_at > period.labeled_at as is_start_known,
    case when reach.is_to_switch then state.until_at else period.unlabeled_at end as ended_at,
    case when reach.is_to_switch then 'closed' else period.ended_by end as ended_by
  from period
  join state using (number)
  cross join lateral (
    select
      (state.until_at, state.until_event_id)
        < (coalesce(period.unlabeled_at, 'infinity'), period.end_event_id) as is_to_switch
  ) as reach
  where not period.is_pull_request
    and (period.labeled_at, period.event_id) < (state.until_at, state.until_event_id)
    and (state.from_at, state.from_event_id) < (coalesce(period.unlabeled_at, 'infinity'), period.end_event_id)
    and (
      state.is_open
      or (
        (state.from_at, state.from_event_id) < (period.labeled_at, period.event_id)
        and not reach.is_to_switch
        and period.ended_by in ('unlabeled', 'label_deleted')
      )
    )
),

changed_period as materialized (
  select
    number, event_id,
    fresh.label, fresh.is_pull_request, fresh.begun_by, fresh.labeled_at, fresh.unlabeled_at, fresh.ended_by,
    stored.label as old_label, stored.is_pull_request as was_pull_request, stored.begun_by as old_begun_by,
    stored.labeled_at as old_labeled_at,
    stored.unlabeled_at as old_unlabeled_at, stored.ended_by as old_ended_by
  from period as fresh
  full join (
    select given.number, kept.*
    from given
    cross join lateral (
      select event_id, label, is_pull_request, begun_by, labeled_at, unlabeled_at, ended_by
      from github.issue_label_period
      where repository_id = :repository_id::bigint and issue_label_period.number = given.number
      offset 0
    ) as kept
  ) as stored using (number, event_id)
  where (fresh.label, fresh.is_pull_request, fresh.begun_by, fresh.labeled_at, fresh.unlabeled_at, fresh.ended_by)
    is distinct from (
      stored.label, stored.is_pull_request, stored.begun_by, stored.labeled_at, stored.unlabeled_at, stored.ended_by
    )
),

changed_carry as materialized (
  select
    number, event_id, part,
    fresh.label, fresh.is_open, fresh.started_at, fresh.is_start_known, fresh.ended_at, fresh.ended_by,
    stored.label as old_label, stored.is_open as was_open, stored.started_at as old_started_at,
    stored.ended_at as old_ended_at, stored.ended_by as old_ended_by
  from carry as fresh
  full join (
    select given.number, kept.*
    from given
    cross join lateral (
      select event_id, part, label, is_open, started_at, is_start_known, ended_at, ended_by
      from github.issue_label_carry
      where repository_id = :repository_id::bigint and issue_label_carry.number = given.number
      offset 0
    ) as kept
  ) as stored using (number, event_id, part)
  where (fresh.label, fresh.is_open, fresh.started_at, fresh.is_start_known, fresh.ended_at, fresh.ended_by)
    is distinct from (
      stored.label, stored.is_open, stored.started_at, stored.is_start_known, stored.ended_at, stored.ended_by
    )
),

-- The starts and the ends that are not as they were: a period that has ended since leaves its start's month alone.
changed as (
  select counted.at
  from changed_period
  cross join lateral (
    values
      (labeled_at, (label, labeled_at, begun_by) is distinct from (old_label, old_labeled_at, old_begun_by)),
      (old_labeled_at, (label, labeled_at, begun_by) is distinct from (old_label, old_labeled_at, old_begun_by)),
      (unlabeled_at, (label, unlabeled_at, ended_by) is distinct from (old_label, old_unlabeled_at, old_ended_by)),
      (old_unlabeled_at, (label, unlabeled_at, ended_by) is distinct from (old_label, old_unlabeled_at, old_ended_by))
  ) as counted (at, is_changed)
  where counted.is_changed and (not is_pull_request or not was_pull_request)
  union all
  select counted.at
  from changed_carry
  cross join lateral (
    values
      (started_at, (label, is_open, started_at) is distinct from (old_label, was_open, old_started_at)),
      (old_started_at, (label, is_open, started_at) is distinct from (old_label, was_open, old_started_at)),
      (ended_at, true),
      (old_ended_at, true)
  ) as counted (at, is_changed)
  where counted.is_changed
),

marked as (
  insert into sync.mark (subject_id, source, month)
  select distinct :repository_id::bigint, 'issue_events', date_trunc('month', at at time zone 'utc')::date as month
  from changed
  where at is not null
  order by month
  on conflict do nothing
),

deleted_period as (
  delete from github.issue_label_period as stored
  using changed_period as gone
  where gone.label is null
    and stored.repository_id = :repository_id::bigint
    and stored.number = gone.number
    and stored.event_id = gone.event_id
  returning 1
),

deleted_carry as (
  delete from github.issue_label_carry as stored
  using changed_carry as gone
  where gone.label is null
    and stored.repository_id = :repository_id::bigint
    and stored.number = gone.number
    and stored.event_id = gone.event_id
    and stored.part = gone.part
),

written_carry as (
  insert into github.issue_label_carry (
    repository_id, number, event_id, part, label, is_open, started_at, is_start_known, ended_at, ended_by
  )
  select :repository_id::bigint, number, event_id, part, label, is_open, started_at, is_start_known, ended_at, ended_by
  from changed_carry
  where label is not null
  order by number, event_id, part
  on conflict (repository_id, number, event_id, part) do update set
    label = excluded.label,
    is_open = excluded.is_open,
    started_at = excluded.started_at,
    is_start_known = excluded.is_start_known,
    ended_at = excluded.ended_at,
    ended_by = excluded.ended_by
),

written_period as (
  insert into github.issue_label_period (
    repository_id, number, event_id, label, is_pull_request, begun_by, labeled_at, unlabeled_at, ended_by
  )
  select :repository_id::bigint, number, event_id, label, is_pull_request, begun_by, labeled_at, unlabeled_at, ended_by
  from changed_period
  where label is not null
  order by number, event_id
  on conflict (repository_id, number, event_id) do update set
    label = excluded.label,
    is_pull_request = excluded.is_pull_request,
    begun_by = excluded.begun_by,
    labeled_at = excluded.labeled_at,
    unlabeled_at = excluded.unlabeled_at,
    ended_by = excluded.ended_by
  returning 1
)

select
  (select count(*) from written_period)::int as written,
  (select count(*) from deleted_period)::int as deleted;
