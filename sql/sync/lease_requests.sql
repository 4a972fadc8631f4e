-- Takes up to :wanted requests from a credential's pace, and tells what forbids them.
-- Pace: a bucket that holds a twentieth of :per_minute, ten requests at least, and refills so slowly that no minute sees more than
-- :per_minute, also where requests arrive three seconds late. Quota: requests below a share of the hourly quota are kept for more urgent
-- work, as some of the bucket are (`sync.kept_from`). What workers hold counts as sent, until an answer that was told a minute later than
-- they asked includes it. What the last answers said of the quota comes in with the call; its window ends in so many seconds, an hour at
-- most: whose clock is wrong must not end it for the others, nor keep it open.
with pace as (
  select
    clock_timestamp() as at,
    burst,
    greatest(:per_minute::float8 - burst, :per_minute::float8 / 2) / 1.05 as refill,
    floor(burst * kept.pace_share) as kept,
    kept.quota_share
  from
    greatest(1, least(10, :per_minute::float8 / 2), :per_minute::float8 / 20) as burst,
    sync.kept_from(:urgency::text) as kept
),
budget as (
  insert into sync.budget as b
    (credential, bucket, quota, remaining, reset_at, tokens, refilled_at, last_granted, held, requests, not_modified)
  select
    :credential, :bucket, :quota::int, :remaining::int,
    at + least(make_interval(secs => :reset_in_seconds::float8), case when :reset_in_seconds::float8 > 0 then interval '1 hour' end),
    burst - first.granted, at, first.granted,
    jsonb_build_object(:worker::text, jsonb_build_array(:held::int + first.granted, extract(epoch from at))),
    :requests::int, :not_modified::int
  from pace, lateral (select least(:wanted::int, floor(burst - kept)::int) as granted) as first
  on conflict (credential, bucket) do update set
    (quota, remaining, reset_at, tokens, refilled_at, last_granted, held, requests, not_modified) = (
      select
        quota.total, quota.remaining, quota.reset_at, bucket.tokens - lease.granted, pace.at, lease.granted,
        others.held || jsonb_build_object(:worker::text, jsonb_build_array(:held::int + lease.granted, extract(epoch from pace.at))),
        b.requests + :requests::int, b.not_modified + :not_modified::int
      from
        pace,
        lateral (
          select case when b.reset_at < pace.at + interval '65 minutes' then b.reset_at end as reset_at
        ) as known,
        lateral (
          select
            coalesce(excluded.quota, b.quota) as total,
            greatest(known.reset_at, excluded.reset_at) as reset_at,
            -- Answers arrive out of order: within one window of the quota only the lowest number is true. Windows are an hour apart, and what
            -- waits for a busy machine or for Postgres is told late.
            case
              when excluded.reset_at is null or excluded.reset_at < known.reset_at - interval '10 minutes' then b.remaining
              when known.reset_at is null or excluded.reset_at > known.reset_at + interval '10 minutes' then excluded.remaining
              else least(b.remaining, excluded.remaining)
            end as remaining
        ) as quota,
        lateral (
          select least(pace.burst, b.tokens + extract(epoch from pace.at - b.refilled_at) * pace.refill / 60) as tokens
        ) as bucket,
        lateral (
          select coalesce(jsonb_object_agg(worker, entry), '{}') as held, coalesce(sum((entry ->> 0)::int), 0) as requests
          from jsonb_each(b.held) as known_worker (worker, entry)
          where worker <> :worker::text
            and (
              :told_seconds_ago::float8 is null
              or (entry ->> 1)::float8 + 60 > extract(epoch from pace.at) - :told_seconds_ago::float8
            )
        ) as others,
        lateral (
          select case
            when b.blocked_until > pace.at then 0
            else greatest(0, least(
              :wanted::int,
              floor(bucket.tokens - pace.kept)::int,
              case when quota.total > 0 and quota.reset_at > pace.at
                then quota.remaining - others.requests - :held::int - floor(quota.total * pace.quota_share)::int
              end
            ))
          end as granted
        ) as lease
    )
  returning b.*
)
select
  last_granted as granted,
  case
    when blocked_until > at then ceil(extract(epoch from blocked_until - at) * 1000)::int
    when quota > 0 and reset_at > at and remaining - held_long.requests <= kept_quota
      then ceil(extract(epoch from reset_at - at) * 1000)::int
  end as limited_ms,
  coalesce(blocked_until > at, false) as is_blocked,
  remaining,
  quota,
  -- Where the rest of the quota is on its way, its answers say more.
  case
    when quota > 0 and reset_at > at and remaining - held_now.requests <= kept_quota then 250
    else greatest(10, ceil((1 + kept - tokens) * 60000 / refill))::int
  end as next_token_ms
from
  budget,
  pace,
  lateral (select floor(quota * quota_share) as kept_quota) as reserve,
  lateral (
    select coalesce(sum((entry ->> 0)::int), 0) - last_granted as requests
    from jsonb_each(held) as every_worker (worker, entry)
  ) as held_now,
  -- By workers that are gone, most likely: nothing will be told of them before the window ends.
  lateral (
    select coalesce(sum((entry ->> 0)::int), 0) as requests
    from jsonb_each(held) as silent_worker (worker, entry)
    where worker <> :worker::text and (entry ->> 1)::float8 < extract(epoch from at) - 60
  ) as held_long;
