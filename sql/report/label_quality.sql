-- report.label_quality, one repository (`owner/name`, upper and lower case alike) or all; null does not filter.
-- The day lies in [:from, :to).
select *
from report.label_quality
where (:repository::text is null or lower(repository) = lower(:repository::text))
  and (:from::date is null or as_of >= :from::date)
  and (:to::date is null or as_of < :to::date)
order by repository, repository_id, as_of, definition;
