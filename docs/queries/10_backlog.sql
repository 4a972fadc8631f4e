-- Does the backlog grow?
-- open_at_month_end is a level, not a flow: take the last one of a span, never the sum.
select
  month,
  issues_opened,
  issues_closed,
  issues_opened - issues_closed as net,
  open_at_month_end,
  is_complete
from report.issue_flow_monthly
where repository = 'demo/widgets'
order by month;
