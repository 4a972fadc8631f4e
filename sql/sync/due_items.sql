-- The next single things to ask for, and how many are due in all.
-- The history of labels comes when nothing else is due: concluded while events of single issues are still being read, it would
-- find labels without their events, and those events would be asked for again.
with due as (
  select item, wanted_version, etag, etag_key
  from sync.item
  where subject_id = :subject_id and resource = :resource and read_version is distinct from wanted_version
)
select item, wanted_version as version, etag, etag_key as "etagKey", count(*) over ()::int as due
from due
where item not like 'history/%' or not exists (select from due as other where other.item not like 'history/%')
order by item
limit :most::int;
