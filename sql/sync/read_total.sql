-- How many rows a resource has by GitHub's count, or will have once its load is over; null: nobody tells.
select coalesce(github_total, case when state in ('loading', 'limited') then rows_expected end) as total
from sync.resource
where subject_id = :subject_id and resource = :resource;
