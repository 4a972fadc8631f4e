-- Takes up to :wanted requests from a credential's pace, and tells what forbids them.
-- Pace: a bucket that refills by :per_minute and holds ten seconds' worth, or what GitHub's 900 a minute leave beside it. Quota: requests below :reserve_share of the
-- hourly quota are kept for more urgent work. What the last answers said of the quota comes in with the call.
with clock as (
  select
    clock_timestamp() as at,
    greatest(
      case
        when :per_minute::float8 <= 900 then least(:per_minute::float8 / 6, 900 - :per_minute::float8)
        else :per_minute::float8 / 6
      end,
      10
    ) as burst
),
budget as (
  insert into sync.budget as b
    (credential, bucket, quota, remaining, reset_at, tokens, refilled_at, last_granted)
  select
    :credential, :bucket, :quota::int, :remaining::int, :reset_at::timestamptz, burst - :wanted::int, at, :wanted::int
  from clock
  on conflict (credential, bucket) do update set
    (quota, remaining, reset_at, tokens, refilled_at, last_granted) = (
      select
        quota.total, quota.remaining, quota.reset_at, pace.tokens - lease.granted, clock.at, lease.granted
      from
        clock,
        lateral (
          select
            coalesce(excluded.quota, b.quota) as total,
            greatest(b.reset_at, excluded.reset_at) as reset_at,
            -- Answers arrive out of order: within one window of the quota only the lowest number is true.
            case
              when excluded.reset_at is null or excluded.reset_at < b.reset_at - interval '5 seconds' then b.remaining
              when b.reset_at is null or excluded.reset_at > b.reset_at + interval '5 seconds' then excluded.remaining
              else least(b.remaining, excluded.remaining)
            end as remaining
        ) as quota,
        lateral (
          select least(
            clock.burst, b.tokens + extract(epoch from clock.at - b.refilled_at) * :per_minute::float8 / 60
          ) as tokens
        ) as pace,
        lateral (
          select case
            when b.blocked_until > clock.at then 0
            else greatest(0, least(
              :wanted::int,
              floor(pace.tokens)::int,
              case when quota.total > 0 and quota.reset_at > clock.at
                then quota.remaining - floor(quota.total * :reserve_share::float8)::int
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
    when quota > 0 and reset_at > at and remaining <= floor(quota * :reserve_share::float8)
      then ceil(extract(epoch from reset_at - at) * 1000)::int
  end as limited_ms,
  coalesce(blocked_until > at, false) as is_blocked,
  remaining,
  quota,
  greatest(10, ceil((1 - tokens) * 60000 / :per_minute::float8))::int as next_token_ms
from budget, clock;
