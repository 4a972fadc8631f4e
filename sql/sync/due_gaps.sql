-- Gaps that are to be tried again, oldest bounds first; a person who asks need not wait.
select
  gap,
  to_char(since at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
  to_char(until at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as until
from sync.gap
where subject_id = :subject_id::bigint
  and resource = :resource::text
  and is_passed is not null
  and (next_try_at <= clock_timestamp() or :is_urgent::boolean)
order by gap.since nulls first, gap;
