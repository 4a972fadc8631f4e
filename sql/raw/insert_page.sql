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
where to_regclass('raw.page_' || to_char(now() at time zone 'utc', 'YYYY_MM_DD')) is not null
returning page_id;
