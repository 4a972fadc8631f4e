-- Marks all commits that a pass over the whole default branch did not show: a rewritten branch leaves many at once.
with gone as (
  update github.commit set deleted_at = :answered_at::timestamptz
  where repository_id = :subject_id::bigint
    and deleted_at is null
    and not exists (
      select
      from sync.seen
      where seen.subject_id = :subject_id::bigint and seen.resource = :resource and seen.row_id = commit.sha
    )
  returning 1
)
select count(*)::int as deleted from gone;
