-- Deletes the week that begins in that second: without stars there is nothing to mark. :answered_at is accepted and means
-- nothing here.
with gone as (
  delete from github.star_week
  where repository_id = :repository_id::bigint
    and week = (to_timestamp(:row_id::bigint) at time zone 'utc')::date
    and (:answered_at::timestamptz is null or true)
  returning 1
)
select count(*)::int as deleted from gone;
