-- One row a loop that keeps a repository up to date.
-- order: repository, workflow_id
create or replace view report.loops as
select
  case when loop.subject_kind = 'repository' then loop.subject_id end as repository_id,
  coalesce(repository.owner, loop.owner) as owner,
  coalesce(repository.name, loop.name) as name,
  coalesce(repository.owner, loop.owner) || '/' || coalesce(repository.name, loop.name) as repository,
  loop.workflow_id,
  loop.every,
  loop.resources,
  case when speaks.loop_itself then loop.state else worst.state end as state,
  coalesce(total.rows_stored, 0)::bigint as rows_stored,
  case when speaks.loop_itself then loop.next_sync_at else total.next_try_at end as next_sync_at,
  case when speaks.loop_itself then loop.reason else worst.reason end as reason
from sync.loop
left join github.repository on loop.subject_kind = 'repository' and repository.repository_id = loop.subject_id
left join lateral (
  -- What a person must know first; `ok` last.
  select state, reason
  from sync.resource
  where resource.subject_kind = loop.subject_kind and resource.subject_id = loop.subject_id
  order by
    array_position(
      array['failed', 'gone', 'missing', 'blocked', 'forbidden', 'limited', 'loading', 'stats_pending', 'disabled', 'ok',
        'empty'],
      state
    ),
    resource
  limit 1
) as worst on true
left join lateral (
  select sum(rows_stored) as rows_stored, min(next_try_at) as next_try_at
  from sync.resource
  where resource.subject_kind = loop.subject_kind and resource.subject_id = loop.subject_id
) as total on true
-- A loop's own row tells of a pause, a rename, and everything before GitHub has answered; afterwards its resources do.
cross join lateral (select loop.state in ('paused', 'renamed') or worst.state is null as loop_itself) as speaks;
comment on view report.loops is 'The loops that keep repositories up to date, one row a workflow.';
comment on column report.loops.workflow_id is 'Id in Temporal.';
comment on column report.loops.every is 'Rest between two cycles, as it was asked for.';
comment on column report.loops.state is 'State of the resource that matters most; `paused` when the loop is.';
comment on column report.loops.rows_stored is 'Rows of all its resources.';
comment on column report.loops.next_sync_at is 'When the next cycle begins.';
