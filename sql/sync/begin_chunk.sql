-- A chunk of a backfill begins, with a cursor of its own: it is not the loop's walk, and no window of it.
insert into sync.cursor (
  subject_id, resource, window_key, purpose, begin_at, since, until, is_last, head_sha, started_at
)
values (
  :subject_id, :resource, 'backfill', 'backfill', :since::timestamptz, :since::timestamptz, :until::timestamptz, false,
  :head_sha, :started_at::timestamptz
);
