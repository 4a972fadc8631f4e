-- Keeps an answer as it came. Gives no row, and keeps nothing, where the day has no partition yet.
-- The transaction shares the subject with others that store, and never with one that rebuilds it.
with held as (
  select sync.share_lock(:subject_kind, :subject_id::bigint)
)
insert into raw.page (subject_id, resource, url, answered_at, status, stage, is_cleaned, stage_error, body)
select
  :subject_id::bigint, :resource::text, :url::text, :answered_at::timestamptz, :status::int, :stage::text,
  :is_cleaned::boolean, :stage_error::text, :body::text
from held
-- By what was committed when the statement began. to_regclass() sees what another commits while it runs, too: a partition to which the
-- statement does not know the way.
where exists (
  select
  from pg_class
  where relnamespace = 'raw'::regnamespace and relname = 'page_' || to_char(now() at time zone 'utc', 'YYYY_MM_DD')
)
returning page_id;
