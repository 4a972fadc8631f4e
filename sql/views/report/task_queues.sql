-- One row a task queue and kind of task: how far behind the workers are.
-- order: task_queue, kind
create or replace view report.task_queues as
select
  null::bigint as repository_id,
  null::report.github_name as owner,
  null::report.github_name as name,
  null::report.github_name as repository,
  queue.task_queue,
  queue.kind,
  case when present.is_current then queue.waiting end as waiting,
  case when present.is_current then queue.oldest_seconds end as oldest_seconds,
  queue.counted_at,
  present.is_current
from sync.task_queue as queue
cross join lateral (
  -- Workers count each minute.
  select queue.counted_at > clock_timestamp() - interval '3 minutes' as is_current
) as present;
comment on view report.task_queues is 'How far behind the workers are: what waits in each of Temporal''s task queues, as a worker counted it within the last minute or so.';
comment on column report.task_queues.repository_id is 'Null, as the owner and the name are: all repositories share the queues.';
comment on column report.task_queues.task_queue is 'Name of the task queue in Temporal; what a person waits for has one of its own.';
comment on column report.task_queues.kind is 'workflow tasks or activities.';
comment on column report.task_queues.waiting is 'Tasks that no worker has taken yet, as Temporal counts them, roughly; null: it does not tell, or is_current is false.';
comment on column report.task_queues.oldest_seconds is 'How long the oldest of them had waited, in seconds.';
comment on column report.task_queues.counted_at is 'When a worker counted last.';
comment on column report.task_queues.is_current is 'Whether that is less than three minutes ago; false: no worker runs, or none reaches Temporal and Postgres.';
