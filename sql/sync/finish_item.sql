-- One thing was asked for, and is a gap no more. A version that has come up meanwhile stays due.
with read as (
  update sync.item set read_version = :version
  where subject_id = :subject_id and resource = :resource and item = :item
),
filled as (
  delete from sync.gap where subject_id = :subject_id and resource = :resource and gap = :item
)
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.* from sync.standing('loading', null, null, 0, null) as standing
  ),
  rows_stored = rows_stored + :inserted::int - :deleted::int,
  pages = pages + :pages::int,
  requests = requests + :requests::int
where subject_id = :subject_id and resource = :resource;
