-- Issues whose last close is in the month; one before the opening counts at the opening.
select number, title, author, created_at, closed_at, html_url
from report.issues
where lower(repository) = lower(:repository)
  and closed_at < :ends::timestamptz
  and greatest(closed_at, created_at) >= :begins::timestamptz
  and created_at < :ends::timestamptz
order by number;
