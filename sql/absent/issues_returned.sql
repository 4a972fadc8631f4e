-- Issues that GitHub shows again, after spam was taken for human, say: their numbers are missing no more, and what was marked
-- with them is unmarked with them; what was deleted by itself, at another time, stays so.
with returned as (
  delete from sync.gap
  using github.issue
  where gap.subject_id = :repository_id::bigint
    and gap.resource = 'issues'
    and issue.repository_id = gap.subject_id
    and issue.deleted_at is null
    and gap.gap = 'number ' || issue.number
  returning issue.number, gap.found_at
),
pull_requests as (
  update github.pull_request as row set deleted_at = null
  from returned
  where row.repository_id = :repository_id::bigint and row.number = returned.number
    and row.deleted_at = returned.found_at
),
comments as (
  update github.comment as row set deleted_at = null
  from returned
  where row.repository_id = :repository_id::bigint and row.number = returned.number
    and row.deleted_at = returned.found_at
),
review_comments as (
  update github.review_comment as row set deleted_at = null
  from returned
  where row.repository_id = :repository_id::bigint and row.number = returned.number
    and row.deleted_at = returned.found_at
),
reviews as (
  update github.review as row set deleted_at = null
  from returned
  where row.repository_id = :repository_id::bigint and row.number = returned.number
    and row.deleted_at = returned.found_at
),
events as (
  update github.issue_event as row set deleted_at = null
  from returned
  where row.repository_id = :repository_id::bigint and row.number = returned.number
    and row.deleted_at = returned.found_at
)
select count(*)::int as returned from returned;
