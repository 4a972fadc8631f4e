-- Many things were asked for at once, all of each came; as sync/finish_item says of one. A version that has come up meanwhile stays due.
with read as (
  update sync.item set read_version = given.version, etag = null, etag_key = null
  from unnest(:items::text[], :versions::text[]) as given (item, version)
  where item.subject_id = :subject_id and item.resource = :resource and item.item = given.item
),
filled as (
  delete from sync.gap where subject_id = :subject_id and resource = :resource and gap = any (:items::text[])
)
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.* from sync.standing('loading', null, null, 0, null) as standing
  ),
  refusals = 0,
  rows_stored = rows_stored + :inserted::int,
  pages = pages + 1,
  requests = requests + :requests::int
where subject_id = :subject_id and resource = :resource
returning rows_stored, pages;
