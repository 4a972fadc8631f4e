-- Weeks of stars that a finished pass over the history did not show, as the seconds in which they begin: the history begins
-- with the first star that is left, so the oldest week goes when its only star is taken back. :started_at is accepted and
-- means nothing here.
select week.row_id
from github.star_week
cross join lateral (
  select extract(epoch from star_week.week::timestamp at time zone 'utc')::bigint::text as row_id
) as week
where star_week.repository_id = :repository_id::bigint
  and (:started_at::timestamptz is null or true)
  and (:since::timestamptz is null or star_week.week >= (:since::timestamptz at time zone 'utc')::date)
  and not exists (
    select
    from sync.seen
    where seen.repository_id = :repository_id::bigint
      and seen.resource = 'star_history'
      and seen.row_id = week.row_id
  )
order by star_week.week;
