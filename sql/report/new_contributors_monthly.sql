-- report.new_contributors_monthly, one repository (`owner/name`, upper and lower case alike) or all; null does not filter.
-- The first day of the month lies in [:from, :to).
select *
from report.new_contributors_monthly
where (:repository::text is null or lower(repository) = lower(:repository::text))
  and (:from::date is null or month >= :from::date)
  and (:to::date is null or month < :to::date)
order by repository, repository_id, month, source;
