-- Pull requests that were opened in the month.
select number, title, author, created_at, html_url
from report.pull_requests
where lower(repository) = lower(:repository)
  and created_at >= :begins::timestamptz
  and created_at < :ends::timestamptz
order by number;
