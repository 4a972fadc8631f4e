-- A look at a feed has found something: what it has shown, its ETag, how complete it is, and when it is looked at again.
-- :seen_ids are those of this look, before the ones that earlier looks have shown. :repository_ids have new events: they stay until the
-- workflow has said that it has heard of this look (:heard_poll, the newest that it knows of).
-- :begin_at is where the feed begins as the first look has shown it; null: there was one before, or it is a sample.
-- :since and :until bound what no look has shown; null: nothing is missing.
with look as (
  update sync.feed set
    polls = polls + 1,
    polled_at = clock_timestamp(),
    answered_at = :answered_at::timestamptz,
    read_whole_at = case when :is_whole::boolean then clock_timestamp() else read_whole_at end,
    poll_seconds = :poll_seconds::float8,
    seen_ids = (
      select array_agg(id order by place)
      from (
        select id, min(place) as place
        from unnest(:seen_ids::bigint[] || seen_ids) with ordinality as shown (id, place)
        group by id
        order by place
        limit 1000
      ) as newest
    ),
    newest_at = greatest(newest_at, :newest_at::timestamptz),
    unheard_ids = case
      when polls > :heard_poll::bigint then array(select distinct unnest(unheard_ids || :repository_ids::bigint[]))
      else :repository_ids::bigint[]
    end,
    estimator = :estimator,
    estimate = :estimate::jsonb
  where subject_id = :subject_id::bigint and resource = :resource::text
  returning polls
),
gap as (
  insert into sync.gap (subject_id, resource, gap, reason, is_open, found_at, since, until)
  select
    :subject_id::bigint,
    :resource::text,
    'events after ' || to_char(:since::timestamptz at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'More happened between two looks than the feed shows, which goes back 300 events and 30 days at most.',
    true,
    clock_timestamp(),
    :since::timestamptz,
    :until::timestamptz
  where :since::timestamptz is not null
  on conflict (subject_id, resource, gap) do update set until = greatest(sync.gap.until, excluded.until)
)
update sync.resource set
  (state, reason, attempts, next_try_at) = (
    select standing.*
    from sync.standing('ok', resource.rows_stored + :found::int, :note, 0, :wait_seconds::float8) as standing
  ),
  refusals = 0,
  etag = :etag,
  etag_key = :etag_key,
  rows_stored = resource.rows_stored + :found::int,
  pages = resource.pages + :pages::int,
  requests = resource.requests + :requests::int,
  complete_from = coalesce(resource.complete_from, :begin_at::timestamptz),
  complete_through = case
    when not :is_sample::boolean then greatest(resource.complete_through, :answered_at::timestamptz - interval '6 hours')
  end
from look
where resource.subject_id = :subject_id::bigint and resource.resource = :resource::text
returning look.polls, resource.rows_stored;
