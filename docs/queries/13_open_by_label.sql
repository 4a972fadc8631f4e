-- What is the backlog made of?
-- Labels do not add up: an issue with two labels stands in two rows. The row without a label is that of issues without any.
with last as (
  select max(month) as month from report.issue_labels_monthly where repository = 'demo/widgets'
)
select
  case when is_without_label then '(no label)' else label end as label,
  open_at_month_end_current_labels as open
from report.issue_labels_monthly
join last using (month)
where repository = 'demo/widgets' and open_at_month_end_current_labels > 0
order by open desc, label;
