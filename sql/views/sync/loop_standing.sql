-- How a loop stands: by its own row before GitHub has answered, and while it is paused, renamed or ended; otherwise by the resource
-- that matters most. A resource that is switched off, or that the server does not offer, is a note and not the loop's state.
-- Of a loop that shares its subject with others only what it keeps itself counts.
-- Overdue: the next cycle should have begun more than a cycle ago, no limit of GitHub's stands, and nothing was written since.
create or replace view sync.loop_standing as
select
  loop.workflow_id,
  case when life.is_overdue then 'overdue' when speaks.loop_itself then loop.state else coalesce(total.worst_state, 'ok') end as state,
  case
    when life.is_overdue then format(
      'Its next cycle should have begun %s; nothing was done since %s.',
      to_char(life.due_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      to_char(life.alive_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    )
    when speaks.loop_itself then loop.reason
    when total.worst_state is null or total.worst_state in ('ok', 'empty') then coalesce(total.worst_reason, total.not_offered)
    else total.worst_reason
  end as reason,
  coalesce(total.rows_stored, 0)::bigint as rows_stored,
  case when life.next_at > now() or not coalesce(total.is_read, false) then life.next_at end as next_sync_at,
  life.is_overdue
from sync.loop
cross join lateral (
  select
    sum(rows_stored) as rows_stored,
    min(next_try_at) filter (where resource in ('repository', 'owner', 'events', 'owner_events', 'public_events')) as next_cycle_at,
    max(next_try_at) filter (where state = 'limited') as limited_until,
    max(touched_at) as touched_at,
    bool_or(state in ('loading', 'limited')) as is_read,
    count(*) > 0 as is_known,
    string_agg(format('%s: %s', resource, coalesce(reason, 'switched off.')), ' ' order by resource)
      filter (where state = 'disabled') as not_offered,
    -- What a person must know first; `ok` last.
    (array_agg(state order by severity.rank, resource) filter (where state <> 'disabled'))[1] as worst_state,
    (array_agg(reason order by severity.rank, resource) filter (where state <> 'disabled'))[1] as worst_reason
  from sync.resource
  cross join lateral (
    select array_position(
      array['failed', 'gone', 'missing', 'blocked', 'forbidden', 'limited', 'loading', 'stats_pending', 'ok', 'empty'],
      resource.state
    ) as rank
  ) as severity
  where resource.subject_kind = loop.subject_kind and resource.subject_id = loop.subject_id
    and case loop.kind when 'syncRepository' then resource.resource <> 'events' else resource.resource = any (loop.resources) end
) as total
-- A loop's own row tells of a pause, a rename, an end, and everything before GitHub has answered; afterwards its resources do.
cross join lateral (
  select loop.state in ('paused', 'renamed', 'ended') or not total.is_known as loop_itself
) as speaks
-- Every cycle begins with the repository, the owner, or the feed.
cross join lateral (
  select
    case when speaks.loop_itself then loop.next_sync_at else coalesce(total.next_cycle_at, loop.next_sync_at) end as next_at,
    greatest(loop.changed_at, total.touched_at) as alive_at
) as next
cross join lateral (
  select
    next.next_at,
    next.alive_at,
    coalesce(next.next_at, next.alive_at) as due_at,
    loop.state not in ('paused', 'renamed', 'ended')
      and now() > greatest(next.next_at, next.alive_at, total.limited_until) + loop.every::interval + interval '2 minutes'
      as is_overdue
) as life;
comment on view sync.loop_standing is 'How each loop stands, one row a workflow.';
