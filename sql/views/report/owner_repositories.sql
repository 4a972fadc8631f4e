-- One row a repository that an owner has, or had while its list was looked at: when it came and left, whether it is kept, and why not.
-- order: repository, repository_id
create or replace view report.owner_repositories as
select
  row.repository_id,
  owner.login::report.github_name as owner,
  row.name::report.github_name as name,
  (owner.login || '/' || row.name)::report.github_name as repository,
  row.owner_id,
  row.is_private,
  row.is_fork,
  row.is_archived,
  row.created_at,
  row.pushed_at,
  row.joined_at,
  row.returned_at,
  row.left_at,
  row.moved_to,
  (
    select count(*)
    from github.owner_repository_period as period
    where period.owner_id = row.owner_id and period.repository_id = row.repository_id and period.left_at is not null
  ) as times_left,
  case when owner_loop.owner_id is not null then owner_loop.left_out is null and owner_loop.state <> 'removed' end as is_kept,
  case
    when owner_loop.left_out is not null then owner_loop.left_out
    when owner_loop.state = 'removed' then 'a person has removed its loop; "repometer repos add" starts it again'
  end as left_out_because,
  coalesce(owner_loop.state, 'none') as loop_state,
  owner_loop.stopped_because,
  coalesce(live.workflow_id, owner_loop.workflow_id) as workflow_id
from github.owner_repository as row
join github.owner using (owner_id)
left join sync.owner_loop using (owner_id, repository_id)
left join lateral (
  select loop.workflow_id
  from sync.loop
  where loop.kind = 'syncRepository' and loop.subject_kind = 'repository' and loop.subject_id = row.repository_id
    and loop.state <> 'renamed'
  limit 1
) as live on true;
comment on view report.owner_repositories is 'Repositories of owners whose list is kept, one row each, those that have left included.';
comment on column report.owner_repositories.repository_id is 'GitHub''s id of the repository.';
comment on column report.owner_repositories.owner_id is 'GitHub''s id of the organisation or user.';
comment on column report.owner_repositories.is_private is 'Only who belongs to the owner sees it.';
comment on column report.owner_repositories.is_fork is 'It was forked from another one.';
comment on column report.owner_repositories.is_archived is 'It takes no changes any more.';
comment on column report.owner_repositories.pushed_at is 'The last push, as of the last look at the list.';
comment on column report.owner_repositories.joined_at is 'When the owner''s list showed it first; at the first look, all that are there.';
comment on column report.owner_repositories.returned_at is 'When it was shown again after it had left; null: it never left, or has not come back.';
comment on column report.owner_repositories.left_at is 'Since when the list does not show it; null: it is there.';
comment on column report.owner_repositories.moved_to is 'Where it was found after it had left, owner/name; null: nowhere, so it was deleted, or made invisible to this token.';
comment on column report.owner_repositories.times_left is 'How often it has left since the first look.';
comment on column report.owner_repositories.is_kept is 'Whether the owner''s loop keeps it; null: no loop of the owner has looked.';
comment on column report.owner_repositories.left_out_because is 'Why it is not kept; null: it is, or nobody has looked.';
comment on column report.owner_repositories.loop_state is 'none: no loop was started; starting, started: by the owner''s loop; by_hand: a person has started it, and no owner''s loop stops it; removed: a person has stopped it; stopping, stopped: by the owner''s loop.';
comment on column report.owner_repositories.stopped_because is 'Why the owner''s loop has stopped it.';
comment on column report.owner_repositories.workflow_id is 'Id of its loop in Temporal; null: it never had one.';
