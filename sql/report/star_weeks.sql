-- report.star_weeks, one repository (`owner/name`, upper and lower case alike) or all; null does not filter.
-- The Sunday on which the week begins lies in [:from, :to).
select *
from report.star_weeks
where (:repository::text is null or lower(repository) = lower(:repository::text))
  and (:from::date is null or week >= :from::date)
  and (:to::date is null or week < :to::date)
order by repository, repository_id, week;
