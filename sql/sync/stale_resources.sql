-- Those of :resources for which something that they follow has changed, unless a refusal stands, or a walk that began after the
-- change is under way.
select resource
from sync.resource
where subject_id = :subject_id::bigint
  and resource = any (:resources::text[])
  and stale_since is not null
  and not exists (
    select
    from sync.cursor
    where cursor.subject_id = resource.subject_id and cursor.resource = resource.resource
      and cursor.stale_since = resource.stale_since
  )
  and (
    sync.refusal_left(state, refusals, next_try_at, refused_to, :credential::text) is null
    or (:is_urgent::boolean and state <> 'limited')
  )
order by array_position(:resources::text[], resource);
