-- One row a repository, event type and action, and one a repository and type over all actions: how long it takes to the next one.
-- order: repository, repository_id, type, measure, action

-- Window: the last 7 days or the last 500 events of the repository, of whatever type, whichever is less.
-- Mean: the mean of the differences between an event and the next one by time, which is (last - first) / (n - 1); null below two events.
-- `ids` null: of all repositories that events tell of. Events without a type or a time do not count.
create or replace function report.event_intervals_at(ids bigint[], as_of timestamptz)
returns table (
  repository_id bigint, measure text, type text, action text, events int, mean_seconds_between float8, first_at timestamptz,
  last_at timestamptz, window_from timestamptz
)
language sql stable
-- With its owner's rights, as views have them: who sees the schema report alone may ask for any instant.
security definer
set search_path = pg_catalog
begin atomic
  select
    known.repository_id,
    case when grouping(recent.action) = 1 then 'type' else 'type and action' end,
    recent.type,
    recent.action,
    count(*)::int,
    case
      when count(*) > 1
        then extract(epoch from max(recent.created_at) - min(recent.created_at))::float8 / (count(*) - 1)
    end,
    min(recent.created_at),
    max(recent.created_at),
    recent.window_from
  from github.event_repository as known
  cross join lateral (
    select
      latest.type,
      latest.action,
      latest.created_at,
      case
        when count(*) over () < 500 then event_intervals_at.as_of - interval '168 hours'
        else min(latest.created_at) over ()
      end as window_from
    from (
      select event.type, event.action, event.created_at
      from github.event
      where event.repository_id = known.repository_id
        and event.created_at > event_intervals_at.as_of - interval '168 hours'
        and event.created_at <= event_intervals_at.as_of
      order by event.created_at desc, event.event_id desc
      limit 500
    ) as latest
  ) as recent
  where (event_intervals_at.ids is null or known.repository_id = any (event_intervals_at.ids))
    and recent.type is not null
  group by grouping sets (
    (known.repository_id, recent.window_from, recent.type),
    (known.repository_id, recent.window_from, recent.type, recent.action)
  )
  having grouping(recent.action) = 1 or recent.action is not null;
end;
create or replace view report.event_intervals as
select
  known.repository_id,
  shown.owner::report.github_name as owner,
  shown.name::report.github_name as name,
  (shown.owner || '/' || shown.name)::report.github_name as repository,
  interval.type,
  interval.action,
  interval.measure,
  interval.measure = 'type and action' and interval.type = 'PullRequestEvent' and interval.action = 'opened'
    as is_pull_request_interval,
  interval.events,
  interval.mean_seconds_between,
  interval.window_from,
  date_trunc('minute', now()) as window_to,
  interval.first_at,
  interval.last_at
-- One call for all: one for each would be planned anew each time.
from report.event_intervals_at(null, date_trunc('minute', now())) as interval
join github.event_repository as known on known.repository_id = interval.repository_id
left join github.repository on repository.repository_id = known.repository_id
cross join lateral (
  select
    coalesce(repository.owner, split_part(known.name, '/', 1)) as owner,
    coalesce(repository.name, split_part(known.name, '/', 2)) as name
) as shown;
comment on view report.event_intervals is 'Mean time from one event to the next, in a window that ends with the last full minute and begins 7 days ago or with the 500th last event of the repository, whichever is later. A pull request may send many events (opened, labeled, merged): the time between pull requests is the row with is_pull_request_interval.';
comment on column report.event_intervals.repository_id is 'GitHub''s id of the repository.';
comment on column report.event_intervals.owner is 'Login of its owner; of a repository that no loop keeps, as its newest event names it.';
comment on column report.event_intervals.name is 'Its name, as owner is known.';
comment on column report.event_intervals.repository is 'Owner and name, as in inputs and flags.';
comment on column report.event_intervals.type is 'Kind of event, such as PushEvent.';
comment on column report.event_intervals.action is 'What was done, where measure is type and action; null: whatever was done.';
comment on column report.event_intervals.measure is 'type: between all events of the type; type and action: between those with this action alone.';
comment on column report.event_intervals.is_pull_request_interval is 'The time between the opening of one pull request and the next: PullRequestEvent with the action opened.';
comment on column report.event_intervals.events is 'Events in the window that the mean is of.';
comment on column report.event_intervals.mean_seconds_between is 'Mean of the seconds between one event and the next; null below two events.';
comment on column report.event_intervals.window_from is 'Where the window begins: 7 days before its end, or the 500th last event of the repository.';
comment on column report.event_intervals.window_to is 'Where the window ends: the last full minute.';
comment on column report.event_intervals.first_at is 'The first of these events.';
comment on column report.event_intervals.last_at is 'The last of these events.';
