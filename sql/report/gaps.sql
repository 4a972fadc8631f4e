-- report.gaps, one repository (`owner/name`, upper and lower case alike) or all; null does not filter.
-- Found in [:from, :to), days in UTC.
select *
from report.gaps
where (:repository::text is null or lower(repository) = lower(:repository::text))
  and (:from::date is null or found_at >= :from::date::timestamp at time zone 'utc')
  and (:to::date is null or found_at < :to::date::timestamp at time zone 'utc')
order by repository, repository_id, resource, gap;
