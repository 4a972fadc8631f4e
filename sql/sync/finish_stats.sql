-- A whole set of statistics is stored; GitHub's cap may hide people.
with run as (
  insert into sync.run
    (subject_id, resource, started_at, ended_at, pages, requests, rows_inserted, rows_updated)
  values (
    :subject_id, :resource, :answered_at::timestamptz, :answered_at::timestamptz, 1, :requests::int, :inserted::int,
    :updated::int
  )
)
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.* from sync.standing('ok', :total::int, null, 0, :wait_seconds::float8) as standing
  ),
  refusals = 0,
  rows_stored = :total::int,
  github_total = :total::int,
  is_truncated = :is_truncated::boolean,
  pages = pages + 1,
  requests = requests + :requests::int,
  source_version = :source_version,
  series_started_at = clock_timestamp()
where subject_id = :subject_id and resource = :resource;
