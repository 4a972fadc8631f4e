-- The repository's own answer is stored. When it differs, what follows the repository is stale.
with stale as (
  update sync.resource set stale_since = clock_timestamp()
  where subject_id = :subject_id and resource = any (:followers::text[]) and :is_changed::boolean
)
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.* from sync.standing('ok', 1, null, 0, :wait_seconds::float8) as standing
  ),
  etag = :etag,
  etag_key = :etag_key,
  rows_stored = 1,
  github_total = 1,
  pages = pages + 1,
  requests = requests + :requests::int
where subject_id = :subject_id and resource = :resource;
