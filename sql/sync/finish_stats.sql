-- A whole set of statistics is stored; it is complete through the answer itself, unless GitHub's cap may hide people.
with run as (
  insert into sync.run
    (repository_id, resource, started_at, ended_at, pages, requests, rows_inserted, rows_updated)
  values (
    :repository_id, :resource, :answered_at::timestamptz, :answered_at::timestamptz, 1, :requests::int, :inserted::int,
    :updated::int
  )
)
update sync.resource set
  state = case when :total::int = 0 then 'empty' else 'ok' end,
  reason = null,
  attempts = 0,
  next_try_at = :next_try_at::timestamptz,
  complete_through = greatest(complete_through, :answered_at::timestamptz),
  rows_stored = :total::int,
  github_total = :total::int,
  is_truncated = :is_truncated::boolean,
  pages = pages + 1,
  requests = requests + :requests::int,
  source_version = :source_version,
  series_started_at = clock_timestamp()
where repository_id = :repository_id and resource = :resource;
