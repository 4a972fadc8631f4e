-- Rows that a walk passes by, since GitHub shows them in no page: a gap with its bounds. Of those only :at is known yet, the time
-- of the row before; null: none, or not told by times. A gap that holds this place already is the same one.
-- Gives the name of the gap.
with met as (
  update sync.gap set is_passed = true
  where subject_id = :subject_id::bigint
    and resource = :resource::text
    and is_passed is not null
    and case
      when :at::timestamptz is null then gap = :gap::text
      when :is_newest_first::boolean then
        coalesce(since < :at::timestamptz, true) and coalesce(until >= :at::timestamptz, true)
      else coalesce(since <= :at::timestamptz, true) and coalesce(until > :at::timestamptz, true)
    end
  returning gap
),
found as (
  insert into sync.gap as known
    (subject_id, resource, gap, reason, is_open, found_at, since, until, is_passed, next_try_at)
  select
    :subject_id::bigint, :resource::text, :gap::text, :reason, true, clock_timestamp(),
    case when not :is_newest_first::boolean then :at::timestamptz end,
    case when :is_newest_first::boolean then :at::timestamptz end,
    true,
    clock_timestamp() + make_interval(secs => :wait_seconds::float8)
  where not exists (select from met)
  on conflict (subject_id, resource, gap) do update set is_passed = true, reason = excluded.reason, is_open = true
  returning gap
)
select gap from met
union all
select gap from found;
