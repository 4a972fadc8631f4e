-- Notes what waits in the task queues; all arrays are of one length. Workers that count in one minute write the same.
insert into sync.task_queue (task_queue, kind, waiting, oldest_seconds, counted_at)
select task_queue, kind, waiting, oldest_seconds, clock_timestamp()
from unnest(:task_queues::text[], :kinds::text[], :waiting::bigint[], :oldest_seconds::int[])
  as told (task_queue, kind, waiting, oldest_seconds)
order by task_queue, kind
on conflict (task_queue, kind) do update set
  waiting = excluded.waiting,
  oldest_seconds = excluded.oldest_seconds,
  counted_at = excluded.counted_at;
