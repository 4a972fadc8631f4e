-- On how few people does the work rest?
-- The smallest number of people who made half of the commits of twelve months.
select month, contributors, contributor_absence_factor, commits, is_complete
from report.contributor_absence_monthly
where repository = 'demo/widgets'
order by month desc
limit 12;
