-- The next :most answers of a subject from which typed rows are made, after the page :after, in the order they were stored.
select page_id, resource, url, answered_at, stage_error, body
from raw.page
where subject_id = :subject_id::bigint and resource = any (:resources::text[])
  and page_id > :after::bigint and stage is not null
order by page_id
limit :most::int;
