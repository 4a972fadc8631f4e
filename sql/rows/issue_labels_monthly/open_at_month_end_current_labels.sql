-- Issues that were open at the month's end, or at the end of the day that the tables stand at, once for each label that they have now.
select worn.label, issue.number, issue.title, issue.author, issue.created_at, issue.closed_at, issue.html_url
from report.issues as issue
cross join lateral (
  select distinct label from unnest(case issue.labels when '{}' then '{""}' else issue.labels end) as label
) as worn
where lower(issue.repository) = lower(:repository)
  and issue.created_at < :ends::timestamptz
  and (issue.closed_at is null or greatest(issue.closed_at, issue.created_at) >= :ends::timestamptz)
order by worn.label, issue.number;
