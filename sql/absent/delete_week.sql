-- Deletes the week that begins in that second: without stars there is nothing to mark.
with gone as (
  delete from github.star_week
  where repository_id = :subject_id::bigint
    and week = (to_timestamp(:row_id::bigint) at time zone 'utc')::date
  returning 1
)
select count(*)::int as deleted from gone;
