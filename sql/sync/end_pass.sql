-- A pass is over: what it has seen was compared with what is stored.
with forgotten as (
  delete from sync.seen where repository_id = :repository_id and resource = :resource
)
update sync.resource set reconciled_at = clock_timestamp()
where repository_id = :repository_id and resource = :resource;
