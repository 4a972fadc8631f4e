-- Single things that GitHub did not give are asked for once more when it is time, or when a person asks; again in vain, the
-- next time comes later: the wait doubles, up to a week.
with due as (
  update sync.gap set
    tries = tries + 1,
    next_try_at = clock_timestamp()
      + make_interval(secs => least(:wait_seconds::float8 * power(2, least(tries + 1, 20)), greatest(604800, :wait_seconds::float8)))
  where subject_id = :subject_id::bigint
    and resource = :resource::text
    and is_passed is null
    and next_try_at is not null
    and (next_try_at <= clock_timestamp() or :is_urgent::boolean)
  returning gap
)
update sync.item set read_version = null
from due
where item.subject_id = :subject_id::bigint and item.resource = :resource::text and item.item = due.gap;
