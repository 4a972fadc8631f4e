-- report.labels, one repository (`owner/name`, upper and lower case alike) or all; null does not filter.
-- :from and :to are accepted and mean nothing here: a label has no date.
select *
from report.labels
where (:repository::text is null or lower(repository) = lower(:repository::text))
  and (:from::date is null or true)
  and (:to::date is null or true)
order by repository, repository_id, label, label_id;
