-- report.label_former_names, one repository (`owner/name`, upper and lower case alike) or all; null does not filter.
-- The next name was seen in [:from, :to), days in UTC.
select *
from report.label_former_names
where (:repository::text is null or lower(repository) = lower(:repository::text))
  and (:from::date is null or until_at >= :from::date::timestamp at time zone 'utc')
  and (:to::date is null or until_at < :to::date::timestamp at time zone 'utc')
order by repository, repository_id, until_at, label_id;
