-- Stars that are stored, in all and of the weeks of a page of the history (an empty page is about all weeks), how many of
-- them the page lacks, and how many GitHub counts of the repository.
with told as (
  select (to_timestamp(entry.week) at time zone 'utc')::date as week, coalesce(entry.total, 0) as stars
  from jsonb_to_recordset(:body::jsonb) as entry (week bigint, total bigint)
),
page as (
  select min(week) as first, max(week) as last, coalesce(sum(stars), 0) as stars from told
),
stored as (
  select
    coalesce(sum(star_week.stars), 0) as stars,
    coalesce(sum(star_week.stars) filter (
      where page.first is null or star_week.week between page.first and page.last
    ), 0) as stars_of_page
  from page
  left join github.star_week on star_week.repository_id = :repository_id::bigint
)
select
  stored.stars::int as stored,
  stored.stars_of_page::int as stored_of_page,
  (stored.stars_of_page - page.stars)::int as missing,
  repository.stars::int as counted
from stored, page
join github.repository on repository.repository_id = :repository_id::bigint;
