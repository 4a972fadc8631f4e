-- Weeks of stars that a finished pass over the history did not show, as the seconds in which they begin: the history begins
-- with the first star that is left, so the oldest week goes when its only star is taken back.
select week.row_id
from github.star_week
cross join lateral (
  select extract(epoch from star_week.week::timestamp at time zone 'utc')::bigint::text as row_id
) as week
where star_week.repository_id = :subject_id::bigint
  and (:since::timestamptz is null or star_week.week >= (:since::timestamptz at time zone 'utc')::date)
  and not exists (
    select
    from sync.seen
    where seen.subject_id = :subject_id::bigint
      and seen.resource = :resource
      and seen.row_id = week.row_id
  )
order by star_week.week;
