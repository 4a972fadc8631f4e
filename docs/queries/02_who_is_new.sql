-- Who is new?
-- By the first commit on the default branch. Other sources have their own answer: stats, pull_requests_opened, pull_requests_merged;
-- adding them up counts people twice.
select month, coalesce(login, 'without an account') as who, first_contribution_at, is_complete
from report.new_contributors
where repository = 'demo/widgets' and source = 'commits' and is_bot is not true
order by first_contribution_at desc, who
limit 20;
