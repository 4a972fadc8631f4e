-- The own answer of a subject (a repository, an owner) is stored. When it differs, what follows the subject is stale.
-- In one order, whoever comes: a list may end at the same time.
with held as materialized (
  select resource
  from sync.resource
  where subject_id = :subject_id and (resource = :resource or resource = any (:followers::text[]))
  order by resource
  for update
),
stale as (
  update sync.resource set stale_since = clock_timestamp()
  where (select count(*) from held) > 0 and subject_id = :subject_id and resource = any (:followers::text[]) and :is_changed::boolean
)
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.* from sync.standing('ok', 1, null, 0, :wait_seconds::float8) as standing
  ),
  refusals = 0,
  etag = :etag,
  etag_key = :etag_key,
  rows_stored = 1,
  github_total = 1,
  pages = pages + 1,
  requests = requests + :requests::int
where (select count(*) from held) > 0 and subject_id = :subject_id and resource = :resource;
