-- Brings github.issue in line with github.milestone after a pass over the catalogue, without asking GitHub: a renamed
-- milestone gets its new title, a deleted one goes. A milestone that the catalogue does not know stays. Only issues that
-- change are written; no month is marked, as no monthly number depends on milestones.
with outdated as (
  select issue.issue_id, milestone.milestone_id, milestone.title, milestone.deleted_at
  from github.issue
  join github.milestone
    on milestone.repository_id = issue.repository_id and milestone.milestone_id = issue.milestone_id
  where issue.repository_id = :repository_id::bigint
    and issue.deleted_at is null
    and (milestone.deleted_at is not null or milestone.title is distinct from issue.milestone_title)
),
locked as (
  -- In the order of ids, as pages of issues are written: the two wait for each other and never deadlock.
  select issue_id
  from github.issue
  where repository_id = :repository_id::bigint and issue_id in (select issue_id from outdated)
  order by issue_id
  for update
),
written as (
  update github.issue as known set
    milestone_id = case when outdated.deleted_at is null then known.milestone_id end,
    milestone_number = case when outdated.deleted_at is null then known.milestone_number end,
    milestone_title = case when outdated.deleted_at is null then outdated.title end
  from locked
  join outdated using (issue_id)
  where known.repository_id = :repository_id::bigint
    and known.issue_id = locked.issue_id
    -- A page that was stored meanwhile may have given the issue another one.
    and known.milestone_id = outdated.milestone_id
  returning 1
)
select count(*)::int as updated from written;
