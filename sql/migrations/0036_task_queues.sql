-- What waited in Temporal's task queues when a worker last counted it, each minute: for who reads SQL alone.
create table sync.task_queue (
  task_queue text not null,
  kind text not null,
  -- Null: the server does not tell.
  waiting bigint,
  oldest_seconds int not null,
  counted_at timestamptz not null,
  primary key (task_queue, kind)
);
