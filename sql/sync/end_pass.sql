-- A pass is over: what it has seen was compared with what is stored.
with forgotten as (
  delete from sync.seen where subject_id = :subject_id and resource = :resource
)
update sync.resource set reconciled_at = clock_timestamp()
where subject_id = :subject_id and resource = :resource;
