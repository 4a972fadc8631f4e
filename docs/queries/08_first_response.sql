-- How long does an issue wait for the first response?
-- By the month in which it was opened. The median is of those that were answered; unanswered says how many were not.
-- Medians cannot be averaged or summed: a longer span needs the rows, as in the question on merging below.
select
  month,
  issues_opened,
  answered,
  unanswered,
  median_hours_to_first_response,
  p85_hours_to_first_response,
  is_complete
from report.issue_flow_monthly
where repository = 'demo/widgets'
order by month;
