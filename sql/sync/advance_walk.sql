-- The walk's new place, in the transaction of its page. Gives no row when another worker has gone on meanwhile.
with moved as (
  update sync.cursor set
    position = :position::timestamptz,
    next_url = :next_url,
    second_page = :second_page,
    second_pass = :second_pass,
    second_changed = :second_changed,
    step = step + 1,
    pages = pages + 1,
    requests = requests + :requests::int,
    rows_inserted = rows_inserted + :inserted::int,
    rows_updated = rows_updated + :updated::int
  where subject_id = :subject_id and resource = :resource and window_key = :window_key
    and step = :expected_step::int
  returning subject_id, resource
)
update sync.resource as resource set
  (state, reason, attempts, next_try_at) = (
    select standing.* from sync.standing('loading', null, null, 0, null) as standing
  ),
  rows_stored = resource.rows_stored + :inserted::int,
  github_total = coalesce(:github_total::bigint, resource.github_total),
  pages = resource.pages + 1,
  requests = resource.requests + :requests::int
from moved
where resource.subject_id = moved.subject_id and resource.resource = moved.resource
returning resource.rows_stored;
