-- The repository's own answer is stored. When it differs, what follows the repository is stale.
with stale as (
  update sync.resource set stale_since = clock_timestamp()
  where repository_id = :repository_id and resource = any (:followers::text[]) and :is_changed::boolean
)
update sync.resource set
  state = 'ok',
  reason = null,
  attempts = 0,
  next_try_at = :next_try_at::timestamptz,
  etag = :etag,
  etag_key = :etag_key,
  complete_through = greatest(complete_through, :answered_at::timestamptz),
  rows_stored = 1,
  github_total = 1,
  pages = pages + 1,
  requests = requests + :requests::int
where repository_id = :repository_id and resource = 'repository';
