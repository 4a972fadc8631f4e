-- Prereleases that were published in the month.
select tag_name, title, published_at, html_url
from report.releases
where lower(repository) = lower(:repository)
  and deleted_at is null
  and is_prerelease
  and published_at >= :begins::timestamptz
  and published_at < :ends::timestamptz
order by published_at, release_id;
