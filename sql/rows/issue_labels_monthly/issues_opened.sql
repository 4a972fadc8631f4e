-- Issues that were opened in the month, once for each label that they have now, or as '' without any.
select worn.label, issue.number, issue.title, issue.author, issue.created_at, issue.html_url
from report.issues as issue
cross join lateral (
  select distinct label from unnest(case issue.labels when '{}' then '{""}' else issue.labels end) as label
) as worn
where lower(issue.repository) = lower(:repository)
  and issue.created_at >= :begins::timestamptz
  and issue.created_at < :ends::timestamptz
order by worn.label, issue.number;
