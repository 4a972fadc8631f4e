-- 304: the feed shows what it showed at the last look.
with look as (
  update sync.feed set
    polled_at = clock_timestamp(),
    answered_at = :answered_at::timestamptz,
    poll_seconds = :poll_seconds::float8
  where subject_id = :subject_id::bigint and resource = :resource::text
  returning polls
)
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.* from sync.standing('ok', resource.rows_stored, :note, 0, :wait_seconds::float8) as standing
  ),
  refusals = 0,
  requests = resource.requests + :requests::int,
  not_modified = resource.not_modified + 1,
  complete_through = case
    when not :is_sample::boolean then greatest(resource.complete_through, :answered_at::timestamptz - interval '6 hours')
  end
from look
where resource.subject_id = :subject_id::bigint and resource.resource = :resource::text
returning look.polls, resource.rows_stored;
