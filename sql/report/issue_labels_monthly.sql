-- report.issue_labels_monthly, one repository (`owner/name`, upper and lower case alike) or all; null does not filter.
-- The first day of the month lies in [:from, :to).
select *
from report.issue_labels_monthly
where (:repository::text is null or lower(repository) = lower(:repository::text))
  and (:from::date is null or month >= :from::date)
  and (:to::date is null or month < :to::date)
order by repository, repository_id, month, label;
