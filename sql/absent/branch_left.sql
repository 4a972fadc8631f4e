-- Marks all commits that a pass over the default branch did not show: a rewritten branch leaves many at once. Those from before
-- :begin_at (null: there are none), where the pass began, a backfill has stored, and the pass says nothing of them.
with gone as (
  update github.commit set deleted_at = :answered_at::timestamptz
  where repository_id = :subject_id::bigint
    and deleted_at is null
    and (:begin_at::timestamptz is null or committed_at >= :begin_at::timestamptz)
    and not exists (
      select
      from sync.seen
      where seen.subject_id = :subject_id::bigint and seen.resource = :resource and seen.row_id = commit.sha
    )
  returning 1
)
select count(*)::int as deleted from gone;
