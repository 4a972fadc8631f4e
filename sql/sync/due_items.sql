-- The next single things to ask for, and how many are due in all.
select item, wanted_version as version, count(*) over ()::int as due
from sync.item
where subject_id = :subject_id and resource = :resource and read_version is distinct from wanted_version
order by item
limit :most::int;
