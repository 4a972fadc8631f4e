-- How often do we release?
-- releases counts prereleases, too.
select
  date_trunc('quarter', month::timestamp)::date as quarter,
  sum(releases - prereleases)::int as releases,
  sum(prereleases)::int as prereleases
from report.releases_monthly
where repository = 'demo/widgets'
group by quarter
order by quarter;
