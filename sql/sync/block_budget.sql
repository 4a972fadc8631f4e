-- A limit of GitHub's stands for every worker with this credential. One in a row stands longer than the one before (GitHub: "Best
-- practices", exponentially). A request that was sent while the one before stood, or before it was told, tells of the same one.
insert into sync.budget as b (credential, bucket, blocked_until, blocked_seconds, tokens, refilled_at)
values (
  :credential,
  :bucket,
  clock_timestamp() + make_interval(secs => :wait_seconds::float8),
  :wait_seconds::float8,
  0,
  clock_timestamp()
)
on conflict (credential, bucket) do update set
  (blocked_until, blocked_seconds) = (
    select
      greatest(b.blocked_until, clock_timestamp() + make_interval(secs => wait.seconds)),
      greatest(wait.seconds, case when wait.is_same then b.blocked_seconds end)
    from
      (select clock_timestamp() - make_interval(secs => :sent_seconds_ago::float8) < b.blocked_until as is_same) as request,
      lateral (
        select
          request.is_same,
          case when request.is_same then :wait_seconds::float8 else sync.longer(:wait_seconds::float8, b.blocked_seconds) end
            as seconds
      ) as wait
  )
returning ceil(extract(epoch from blocked_until - clock_timestamp()) * 1000)::int as limited_ms;
