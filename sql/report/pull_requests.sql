-- report.pull_requests, one repository (`owner/name`, upper and lower case alike) or all; null does not filter.
-- Created in [:from, :to), days in UTC.
select *
from report.pull_requests
where (:repository::text is null or lower(repository) = lower(:repository::text))
  and (:from::date is null or created_at >= :from::date::timestamp at time zone 'utc')
  and (:to::date is null or created_at < :to::date::timestamp at time zone 'utc')
order by repository, repository_id, number, pull_request_id;
