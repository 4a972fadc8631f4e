-- How long does merging take, by quarter?
-- From the rows, because medians cannot be averaged: the mean of three months' medians is nobody's median.
-- "at time zone 'utc'" before date_trunc: of an instant alone it follows the session's time zone.
select
  date_trunc('quarter', merged_at at time zone 'utc')::date as quarter,
  count(*)::int as merged,
  percentile_disc(0.5) within group (order by extract(epoch from merged_at - created_at)::float8 / 3600) as median_hours,
  percentile_disc(0.85) within group (order by extract(epoch from merged_at - created_at)::float8 / 3600) as p85_hours
from report.pull_requests
where repository = 'demo/widgets' and merged_at is not null
group by quarter
order by quarter;
