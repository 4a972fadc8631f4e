-- Issues and pull requests that a row may hang on which does not say on what: all that were there at its time, and have changed since;
-- every row moves the updated_at of what it hangs on. The version is that of the newest such row: what was read for it is not read again.
-- At most :most.
with orphan as materialized (
  select known.:"id" as row_id, known.created_at
  from sync.gap
  join github.:"table" as known
    on known.:"subject" = gap.subject_id and known.:"id" = substring(gap.gap from '^parent/([0-9]+)$')::bigint
  where gap.subject_id = :subject_id::bigint and gap.resource = :resource and gap.is_open
    and known.number is null and known.deleted_at is null
)
select
  'search/' || issue.number as item,
  'rows up to ' || (select max(row_id) from orphan) as version
from github.issue
where issue.repository_id = :subject_id::bigint
  and issue.deleted_at is null
  and exists (select from orphan where orphan.created_at between issue.created_at and issue.updated_at)
limit :most::int;
