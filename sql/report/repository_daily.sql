-- report.repository_daily, one repository (`owner/name`, upper and lower case alike) or all; null does not filter.
-- The day lies in [:from, :to).
select *
from report.repository_daily
where (:repository::text is null or lower(repository) = lower(:repository::text))
  and (:from::date is null or day >= :from::date)
  and (:to::date is null or day < :to::date)
order by repository, repository_id, day;
