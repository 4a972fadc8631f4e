-- One thing was asked for, or many that one answer told, and each is a gap no more where all of it came (:is_filled). A version that
-- has come up meanwhile stays due. :etag proves that a list is as it was; null: nothing does.
with read as (
  update sync.item set read_version = given.version, etag = :etag, etag_key = :etag_key
  from unnest(:items::text[], :versions::text[]) as given (item, version)
  where item.subject_id = :subject_id and item.resource = :resource and item.item = given.item
),
filled as (
  delete from sync.gap where subject_id = :subject_id and resource = :resource and gap = any (:items::text[]) and :is_filled::boolean
)
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.* from sync.standing('loading', null, null, 0, null) as standing
  ),
  refusals = 0,
  rows_stored = rows_stored + :inserted::int - :deleted::int,
  pages = pages + :pages::int,
  requests = requests + :requests::int,
  not_modified = not_modified + :is_unchanged::boolean::int
where subject_id = :subject_id and resource = :resource
returning rows_stored, pages;
