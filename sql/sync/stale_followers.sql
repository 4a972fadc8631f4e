-- Lists that something has made due: what they follow has changed since they were read. A refusal stands until its time.
select resource
from sync.resource
where repository_id = :repository_id::bigint
  and resource = any (:resources::text[])
  and stale_since is not null
  and state not in ('forbidden', 'missing', 'gone', 'blocked', 'disabled');
