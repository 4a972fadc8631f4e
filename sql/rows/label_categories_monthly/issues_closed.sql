-- Issues whose last close is in the month, once for each category of its labels, or as uncategorised.
with meaning as (
  select label, category
  from report.label_categories
  where lower(repository) = lower(:repository) and category <> 'uncategorised'
)

select category.category, issue.number, issue.title, issue.labels, issue.created_at, issue.closed_at, issue.html_url
from report.issues as issue
cross join lateral (
  select distinct coalesce(meaning.category, 'uncategorised') as category
  from (select) as issue_itself
  left join meaning on meaning.label = any (issue.labels)
) as category
where lower(issue.repository) = lower(:repository)
  and issue.closed_at < :ends::timestamptz
  and greatest(issue.closed_at, issue.created_at) >= :begins::timestamptz
  and issue.created_at < :ends::timestamptz
order by category.category, issue.number;
