-- How many bugs came in each quarter, and how many were closed?
-- By what labels mean: "kind/bug", "C-bug" and "🐛 bug" are one category (report.label_categories says which label is which).
-- A month is a date, and date_trunc of a date follows the session's time zone: of a timestamp without one it does not.
select
  date_trunc('quarter', month::timestamp)::date as quarter,
  sum(issues_opened)::int as opened,
  sum(issues_closed)::int as closed,
  bool_and(is_complete) as is_complete
from report.label_categories_monthly
where repository = 'demo/widgets' and category = 'bug'
group by quarter
order by quarter;
