-- The windows of a walk under way, oldest first, or the chunk of a backfill; times as GitHub writes them.
select
  window_key,
  to_char(since at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
  to_char(until at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as until,
  to_char(position at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as position,
  next_url,
  second_page,
  second_pass,
  second_changed,
  second_size,
  to_char(oldest at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as oldest,
  step,
  probe_last_page,
  to_char(probe_newest at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as probe_newest,
  splits_left,
  is_pass,
  is_last,
  purpose,
  to_char(begin_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as begin_at,
  head_sha,
  base_sha,
  rows_shown::int,
  last_row,
  to_char(started_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as started_at
from sync.cursor
where subject_id = :subject_id and resource = :resource and (purpose = 'backfill') = :is_backfill::boolean
order by since nulls first;
