-- Pull requests that were neither merged nor closed at the month's end, or at the end of the day that the tables stand at.
select number, title, author, created_at, closed_at, html_url
from report.pull_requests
where lower(repository) = lower(:repository)
  and created_at < :ends::timestamptz
  and (coalesce(merged_at, closed_at) is null or greatest(coalesce(merged_at, closed_at), created_at) >= :ends::timestamptz)
order by number;
