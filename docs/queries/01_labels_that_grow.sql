-- Which labels grow?
-- The last month that is complete against the mean of the three before it, or of those that are complete where there are fewer. A
-- label without a row in a month had nothing to count.
-- Labels do not add up: an issue counts under each of its labels, so never sum this over labels.
with last as (
  select
    max(month) as month,
    min(month) as first_month,
    least(
      3,
      (extract(year from max(month)) - extract(year from min(month))) * 12
        + extract(month from max(month)) - extract(month from min(month))
    )::int as months_before
  from report.issue_labels_monthly
  where repository = 'demo/widgets' and is_complete
),
counted as (
  select
    label,
    (coalesce(sum(issues_opened) filter (where labels.month = last.month), 0))::int as opened,
    coalesce(sum(issues_opened) filter (where labels.month < last.month), 0)::float8
      / nullif(last.months_before, 0) as mean_before
  from report.issue_labels_monthly as labels
  cross join last
  where repository = 'demo/widgets'
    and labels.month > last.month - interval '4 months' and labels.month between last.first_month and last.month
    and not is_without_label
  group by label, last.months_before
)
select label, opened, mean_before
from counted
where opened > mean_before
order by opened - mean_before desc, label;
