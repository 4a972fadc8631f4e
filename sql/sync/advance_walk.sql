-- The walk's new place, in the transaction of its page. Gives no row when another worker has gone on meanwhile.
-- What follows the list is stale from the first page on that changes anything: the walk may never come to its end.
-- A backfill goes on beside the loop, whose word of how the resource stands is kept.
with moved as (
  update sync.cursor set
    position = :position::timestamptz,
    next_url = :next_url,
    second_page = :second_page,
    second_pass = :second_pass,
    second_changed = :second_changed,
    second_size = :second_size,
    oldest = :oldest::timestamptz,
    step = step + 1,
    pages = pages + 1,
    requests = requests + :requests::int,
    rows_shown = rows_shown + :shown::int,
    last_row = greatest(last_row, :last_row::int),
    rows_inserted = rows_inserted + :inserted::int,
    rows_updated = rows_updated + :updated::int
  where subject_id = :subject_id and resource = :resource and window_key = :window_key
    and step = :expected_step::int
  returning subject_id, resource, purpose, rows_inserted + rows_updated as changed
),
first_change as (
  select resource from moved where changed > 0 and changed = :inserted::int + :updated::int
),
-- In one order, whoever comes: lists that follow each other are read at the same time.
held as materialized (
  select resource
  from sync.resource
  where subject_id = :subject_id and (resource = :resource or resource = any (:followers::text[]))
    and exists (select from first_change)
  order by resource
  for update
),
stale as (
  update sync.resource as follower set stale_since = clock_timestamp()
  where (select count(*) from held) > 0
    and follower.subject_id = :subject_id and follower.resource = any (:followers::text[])
)
update sync.resource as resource set
  (state, reason, attempts, next_try_at) = (
    select standing.*
    from sync.standing('loading', null, null, 0, null) as standing
    where moved.purpose <> 'backfill'
    union all
    select
      case when resource.state = 'empty' and :inserted::int > 0 then 'ok' else resource.state end,
      resource.reason, resource.attempts, resource.next_try_at
    where moved.purpose = 'backfill'
  ),
  refusals = case when moved.purpose = 'backfill' then resource.refusals else 0 end,
  rows_stored = resource.rows_stored + :inserted::int,
  github_total = coalesce(:github_total::bigint, resource.github_total),
  pages = resource.pages + 1,
  requests = resource.requests + :requests::int
from moved
where (select count(*) from held) >= 0 and resource.subject_id = moved.subject_id and resource.resource = moved.resource
returning resource.rows_stored, resource.pages;
