-- One row a repository and month: what came, what was done, how long it took, and who was new, side by side.
-- Each column is taken as it is: medians cannot be averaged, so they stand by month and repository alone.
select
  issues.repository_id,
  issues.repository,
  issues.month,
  issues.issues_opened,
  issues.issues_closed,
  issues.open_at_month_end as open_issues,
  issues.median_hours_to_first_response,
  pulls.opened as pull_requests_opened,
  pulls.merged as pull_requests_merged,
  pulls.median_hours_to_merge,
  people.new as new_people,
  people."returning" as returning_people,
  coalesce(issues.is_complete and pulls.is_complete and people.is_complete, false) as is_complete
from {{ source('repometer', 'issue_flow_monthly') }} as issues
left join {{ source('repometer', 'pull_request_flow_monthly') }} as pulls
  on pulls.repository_id = issues.repository_id and pulls.month = issues.month
left join {{ source('repometer', 'contributors_monthly') }} as people
  on people.repository_id = issues.repository_id and people.month = issues.month
