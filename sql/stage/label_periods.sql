-- Derives who carried which label when, of the issues and pull requests :numbers, by replaying their events in the order of
-- created_at, then event_id. Writes only what differs, into github.issue_label_period and github.issue_label_carry.
--   names     An event has the name of its day: it means the label that had that name then, and counts under the label's
--             present name. A name that no label ever had counts as it is.
--   periods   A label that is set while it is set, or taken away while it is not, changes nothing. An event before the
--             creation of its issue counts at the creation.
--   deletion  GitHub writes no events when a label is deleted: it ends all periods of the label, when the deletion was found,
--             unless the issue carries the label now and it was not set again since (the name was at once in use again).
--   unknown   A label that the issue does not carry now, that is in no catalogue and that nothing took away was deleted
--             before we looked. It ends with the last event of the repository that names it (github.label_alias), else when
--             it was set: until then it certainly existed. A label of the catalogue stays open: an event may be missing.
--   carries   An issue is open from its creation on, closed and open again by its events, and closed at its closed_at at the
--             latest. A carry is a part of a period in which an issue was open; or a period that lies in a time in which the
--             issue was closed, and that was ended by taking the label away.
--   deleted   A deleted item, and one whose row is not here yet, has no periods.
-- Months in which what is counted changes are marked in sync.mark, as of issue_events. Up to 1,000 numbers a call, after stage/lock_label_periods.
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
    issue.number, happened.event_id, happened.event, happened.label_name, happened.created_at,
    greatest(happened.created_at, issue.created_at) as at
  from issue
  cross join lateral (
    select event_id, event, label_name, created_at
    from github.issue_event
    where repository_id = :repository_id::bigint
      and issue_event.number = issue.number
      and event in ('labeled', 'unlabeled', 'closed', 'reopened')
      and deleted_at is null
    offset 0
  ) as happened
),

-- As github.issue_label, with one look at the labels for all numbers.
carried as materialized (
  select distinct issue.number, coalesce(label.name, worn.name) as label
  from issue
  cross join lateral unnest(issue.label_ids, issue.label_names) as worn (label_id, name)
  left join github.label on label.repository_id = :repository_id::bigint and label.label_id = worn.label_id
  where label.deleted_at is null and worn.name is not null
),

meaning as materialized (
  select
    name, until_at, present_name, deleted_at,
    lag(until_at, 1, '-infinity') over (partition by name order by until_at, label_id) as after_at
  from github.label_meaning
  where repository_id = :repository_id::bigint
),

living as materialized (
  select distinct name from github.label where repository_id = :repository_id::bigint and deleted_at is null
),

label_event as materialized (
  select
    event.number, event.event_id, event.at, event.event = 'labeled' as is_set,
    coalesce(meaning.present_name, event.label_name) as label,
    meaning.deleted_at
  from event
  left join meaning
    on meaning.name = event.label_name and event.created_at > meaning.after_at and event.created_at <= meaning.until_at
  where event.event in ('labeled', 'unlabeled') and event.label_name is not null
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

happened as (
  select number, label, event_id, at, is_set, case when not is_set then 'unlabeled' end as ended_by from label_event
  union all
  select number, label, 9223372036854775807, deleted_at, false, 'label_deleted' from label_deletion
),

turn as (
  select number, label, event_id, at, is_set, ended_by
  from (
    select *, lag(is_set, 1, false) over (partition by number, label order by at, event_id) as was_set from happened
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
  window following as (partition by number, label order by at, event_id)
),

period as materialized (
  select
    replayed.number, replayed.event_id, replayed.label, issue.is_pull_request, replayed.labeled_at,
    case when fate.is_unknown then greatest(replayed.labeled_at, alias.until_at) else replayed.ended_at end as unlabeled_at,
    case when fate.is_unknown then 'unknown' else replayed.ended_by end as ended_by,
    -- Where it ends among the events of one second: those without an event come last.
    coalesce(replayed.end_event_id, 9223372036854775807) as end_event_id
  from replayed
  join issue using (number)
  left join carried using (number, label)
  left join living on living.name = replayed.label
  left join github.label_alias as alias
    on alias.repository_id = :repository_id::bigint and alias.former_name = replayed.label and alias.label_id is null
  cross join lateral (
    select replayed.ended_at is null and carried.label is null and living.name is null as is_unknown
  ) as fate
  where replayed.is_set
),

switch as (
  select number, event_id, at, event = 'reopened' as is_open from event where event in ('closed', 'reopened')
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
    fresh.label, fresh.is_pull_request, fresh.labeled_at, fresh.unlabeled_at, fresh.ended_by,
    stored.label as old_label, stored.is_pull_request as was_pull_request, stored.labeled_at as old_labeled_at,
    stored.unlabeled_at as old_unlabeled_at, stored.ended_by as old_ended_by
  from period as fresh
  full join (
    select given.number, kept.*
    from given
    cross join lateral (
      select event_id, label, is_pull_request, labeled_at, unlabeled_at, ended_by
      from github.issue_label_period
      where repository_id = :repository_id::bigint and issue_label_period.number = given.number
      offset 0
    ) as kept
  ) as stored using (number, event_id)
  where (fresh.label, fresh.is_pull_request, fresh.labeled_at, fresh.unlabeled_at, fresh.ended_by)
    is distinct from (stored.label, stored.is_pull_request, stored.labeled_at, stored.unlabeled_at, stored.ended_by)
),

changed_carry as materialized (
  select
    number, event_id, part,
    fresh.label, fresh.is_open, fresh.started_at, fresh.ended_at, fresh.ended_by,
    stored.label as old_label, stored.is_open as was_open, stored.started_at as old_started_at,
    stored.ended_at as old_ended_at, stored.ended_by as old_ended_by
  from carry as fresh
  full join (
    select given.number, kept.*
    from given
    cross join lateral (
      select event_id, part, label, is_open, started_at, ended_at, ended_by
      from github.issue_label_carry
      where repository_id = :repository_id::bigint and issue_label_carry.number = given.number
      offset 0
    ) as kept
  ) as stored using (number, event_id, part)
  where (fresh.label, fresh.is_open, fresh.started_at, fresh.ended_at, fresh.ended_by)
    is distinct from (stored.label, stored.is_open, stored.started_at, stored.ended_at, stored.ended_by)
),

-- The starts and the ends that are not as they were: a period that has ended since leaves its start's month alone.
changed as (
  select counted.at
  from changed_period
  cross join lateral (
    values
      (labeled_at, (label, labeled_at) is distinct from (old_label, old_labeled_at)),
      (old_labeled_at, (label, labeled_at) is distinct from (old_label, old_labeled_at)),
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
    repository_id, number, event_id, part, label, is_open, started_at, ended_at, ended_by
  )
  select :repository_id::bigint, number, event_id, part, label, is_open, started_at, ended_at, ended_by
  from changed_carry
  where label is not null
  order by number, event_id, part
  on conflict (repository_id, number, event_id, part) do update set
    label = excluded.label,
    is_open = excluded.is_open,
    started_at = excluded.started_at,
    ended_at = excluded.ended_at,
    ended_by = excluded.ended_by
),

written_period as (
  insert into github.issue_label_period (
    repository_id, number, event_id, label, is_pull_request, labeled_at, unlabeled_at, ended_by
  )
  select :repository_id::bigint, number, event_id, label, is_pull_request, labeled_at, unlabeled_at, ended_by
  from changed_period
  where label is not null
  order by number, event_id
  on conflict (repository_id, number, event_id) do update set
    label = excluded.label,
    is_pull_request = excluded.is_pull_request,
    labeled_at = excluded.labeled_at,
    unlabeled_at = excluded.unlabeled_at,
    ended_by = excluded.ended_by
  returning 1
)

select
  (select count(*) from written_period)::int as written,
  (select count(*) from deleted_period)::int as deleted;
