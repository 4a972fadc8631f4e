-- One page of GET /repos/{owner}/{name}/stargazers/history into github.star_week: a row {week, total, days} each.
-- `week` is the second in which a Sunday (UTC) begins. Who takes a star back changes a week of the past: what differs is
-- written, an unchanged row is not.
with page as (
  select distinct on (week)
    (to_timestamp(entry.week) at time zone 'utc')::date as week,
    coalesce(entry.total, 0) as stars,
    array(
      select coalesce((day #>> '{}')::bigint, 0)
      from jsonb_array_elements(coalesce(entry.days, '[]')) with ordinality as listed (day, place)
      order by place
    ) as stars_by_day
  from jsonb_to_recordset(:body::jsonb) as entry (week bigint, total bigint, days jsonb)
  order by week
),
fresh as (
  -- The first row from the key on: only the primary key gives it without a sort, so each row of the page is one look.
  -- With `=`, a plan made while the table is small may take another index and read all rows of the repository.
  select page.*
  from page
  left join lateral (
    select *
    from github.star_week
    where (star_week.repository_id, star_week.week) >= (:repository_id::bigint, page.week)
    order by star_week.repository_id, star_week.week
    limit 1
  ) as before on before.repository_id = :repository_id::bigint and before.week = page.week
  where before.week is null
    or (page.stars, page.stars_by_day) is distinct from (before.stars, before.stars_by_day)
),
written as (
  insert into github.star_week (repository_id, week, stars, stars_by_day)
  select :repository_id::bigint, week, stars, stars_by_day
  from fresh
  order by week
  on conflict (repository_id, week) do update set
    stars = excluded.stars,
    stars_by_day = excluded.stars_by_day
  returning (xmax = 0) as is_new
)
select
  count(*) filter (where is_new)::int as inserted,
  count(*) filter (where not is_new)::int as updated
from written;
