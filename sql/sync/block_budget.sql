-- A limit of GitHub's stands for every worker with this credential. Without `retry-after` a secondary limit doubles
-- the wait each time in a row, from a minute up to an hour (GitHub: "Best practices", exponentially).
insert into sync.budget as b (credential, bucket, blocked_until, secondary_limits, tokens, refilled_at)
values (
  :credential,
  :bucket,
  clock_timestamp() + make_interval(secs => :wait_seconds::float8),
  case when :is_secondary::boolean then 1 else 0 end,
  0,
  clock_timestamp()
)
on conflict (credential, bucket) do update set
  secondary_limits = case when :is_secondary::boolean then b.secondary_limits + 1 else b.secondary_limits end,
  blocked_until = greatest(
    b.blocked_until,
    clock_timestamp() + make_interval(
      secs => case
        when :is_growing::boolean then least(3600, :wait_seconds::float8 * power(2, least(b.secondary_limits, 6)))
        else :wait_seconds::float8
      end
    )
  )
returning ceil(extract(epoch from blocked_until - clock_timestamp()) * 1000)::int as limited_ms;
