-- The labels with the most opened issues of one repository in the months from :from_month to before :to_month; the issues without a
-- label are not one of them. Each row tells how many labels there are in all.
select label::text as label, sum(issues_opened)::int as issues_opened, (count(*) over ())::int as total_records
from report.issue_labels_monthly
where repository_id = :repository_id::bigint and month >= :from_month::date and month < :to_month::date and not is_without_label
group by label
having sum(issues_opened) > 0
order by issues_opened desc, label
limit :limit::int;
