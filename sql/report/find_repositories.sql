-- The repositories of that name now; two where one that is gone has left its name to another.
select repository_id::text, repository
from report.repositories
where lower(owner) = lower(:owner) and lower(name) = lower(:name)
order by answered_at desc;
