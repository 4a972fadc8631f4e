-- Rows of :resource have changed: what follows it is stale. The rows are taken in one order, whoever comes.
with held as materialized (
  select resource
  from sync.resource
  where subject_id = :subject_id and (resource = :resource or resource = any (:followers::text[]))
  order by resource
  for update
)
update sync.resource set stale_since = clock_timestamp()
where (select count(*) from held) > 0 and subject_id = :subject_id and resource = any (:followers::text[]);
