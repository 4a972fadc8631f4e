-- Every month that can have a row of kpi.issue_labels_monthly: from the first issue to the day :as_of.
select steps.month::date as month
from generate_series(
  (
    select date_trunc('month', min(created_at) at time zone 'utc')
    from github.issue
    where repository_id = :repository_id::bigint
  ),
  date_trunc('month', :as_of::date::timestamp),
  interval '1 month'
) as steps (month)
union
select month from kpi.issue_labels_monthly where repository_id = :repository_id::bigint
order by month;
