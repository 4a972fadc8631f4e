-- Gaps are tried again; where that fails, the next time comes later: the wait doubles, up to a week.
update sync.gap set
  tries = tries + 1,
  next_try_at = clock_timestamp()
    + make_interval(secs => least(:wait_seconds::float8 * power(2, least(tries + 1, 20)), greatest(604800, :wait_seconds::float8)))
where subject_id = :subject_id::bigint and resource = :resource::text and gap = any (:gaps::text[]);
