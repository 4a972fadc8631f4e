-- One thing was asked for, and is a gap no more. A version that has come up meanwhile stays due.
with read as (
  update sync.item set read_version = :version
  where repository_id = :repository_id and resource = :resource and item = :item
),
filled as (
  delete from sync.gap where repository_id = :repository_id and resource = :resource and gap = :item
)
update sync.resource set
  state = 'loading',
  reason = null,
  attempts = 0,
  next_try_at = null,
  rows_stored = rows_stored + :inserted::int - :deleted::int,
  pages = pages + :pages::int,
  requests = requests + :requests::int
where repository_id = :repository_id and resource = :resource;
