-- Those of :resources for which something that they follow has changed, unless a refusal stands.
select resource
from sync.resource
where subject_id = :subject_id::bigint
  and resource = any (:resources::text[])
  and stale_since is not null
  and (
    :is_urgent::boolean
    or state not in ('forbidden', 'missing', 'gone', 'blocked', 'disabled')
    or next_try_at is null
    or next_try_at <= clock_timestamp()
  )
order by array_position(:resources::text[], resource);
