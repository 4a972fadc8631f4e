-- Pull requests that were merged in the month; a merge before the opening counts at the opening.
select number, title, author, created_at, merged_at, html_url
from report.pull_requests
where lower(repository) = lower(:repository)
  and merged_at < :ends::timestamptz
  and greatest(merged_at, created_at) >= :begins::timestamptz
  and created_at < :ends::timestamptz
order by number;
