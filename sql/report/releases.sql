-- report.releases, one repository (`owner/name`, upper and lower case alike) or all; null does not filter.
-- Published in [:from, :to), days in UTC; a draft counts by its creation.
select *
from report.releases
where (:repository::text is null or lower(repository) = lower(:repository::text))
  and (:from::date is null or coalesce(published_at, created_at) >= :from::date::timestamp at time zone 'utc')
  and (:to::date is null or coalesce(published_at, created_at) < :to::date::timestamp at time zone 'utc')
order by repository, repository_id, coalesce(published_at, created_at), release_id;
