-- A cycle that took :cycle_seconds has ended. The next one begins after :wait_seconds, or earlier where a refusal is to be looked at
-- again before; :least_seconds lie between the two at least. The subject itself, what failed, and what would have been due before, are tried
-- with it and say so; where the subject does already, but for a moment, its word is kept and nothing is written.
with clock as (
  select
    clock_timestamp() as at,
    :wait_seconds::float8 as wait_seconds,
    make_interval(secs => least(5, :wait_seconds::float8 / 10)) as moment
),
loop as (
  select * from sync.loop where workflow_id = :workflow_id
),
kept as (
  select resource.*, resource.refusals > 0 and (resource.state <> 'failed' or resource.refusals = 1) as has_own_time,
    resource.resource in ('repository', 'owner') as is_subject
  from loop
  join sync.resource
    on resource.subject_kind = loop.subject_kind and resource.subject_id = loop.subject_id
    and resource.resource = any (loop.resources)
),
-- Where the repository or the owner itself is refused, nothing else is asked.
own_times as (
  select next_try_at
  from kept
  where has_own_time
    and (is_subject or not exists (select from kept as other where other.is_subject and other.refusals > 0))
  union all
  select next_sync_at
  from loop
  where subject_id is null and refusals > 0 and (state <> 'failed' or refusals = 1)
),
wanted as (
  select
    clock.at + make_interval(secs => greatest(
      least(clock.wait_seconds, :least_seconds::float8),
      least(clock.wait_seconds, extract(epoch from earliest.at - clock.at))
    )) as at
  from clock, (select min(next_try_at) as at from own_times) as earliest
),
planned as (
  select coalesce(kept.next_try_at, wanted.at) as at, clock.at as now, clock.moment
  from clock
  cross join wanted
  left join kept on kept.is_subject and kept.next_try_at between wanted.at - clock.moment and wanted.at
),
told as (
  update sync.resource as known set next_try_at = planned.at
  from kept, planned
  where known.subject_id = kept.subject_id and known.resource = kept.resource
    and case
      when kept.is_subject then kept.next_try_at is distinct from planned.at
      when kept.has_own_time then false
      -- A series of requests goes on beside the cycles, at its own pace.
      when kept.state = 'stats_pending' and kept.next_try_at > planned.now then false
      when kept.next_try_at is null then kept.state in ('failed', 'stats_pending')
      when kept.state = 'failed' then kept.next_try_at not between planned.at - planned.moment and planned.at + planned.moment
      else kept.next_try_at < planned.at - planned.moment
        and kept.next_try_at > planned.now - make_interval(secs => :cycle_seconds::float8)
    end
),
told_by_loop as (
  update sync.loop as known set next_sync_at = planned.at
  from planned
  where known.workflow_id = :workflow_id and known.subject_id is null
)
select extract(epoch from at - now)::float8 as wait_seconds from planned;
