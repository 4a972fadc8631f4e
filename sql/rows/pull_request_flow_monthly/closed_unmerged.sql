-- Pull requests whose last close is in the month, and which are not merged.
select number, title, author, created_at, closed_at, html_url
from report.pull_requests
where lower(repository) = lower(:repository)
  and merged_at is null
  and closed_at < :ends::timestamptz
  and greatest(closed_at, created_at) >= :begins::timestamptz
  and created_at < :ends::timestamptz
order by number;
