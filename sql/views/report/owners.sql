-- One row an owner, an organisation or a user, whose repositories are kept by a loop.
-- order: owner, workflow_id
create or replace view report.owners as
select
  loop.subject_id as owner_id,
  coalesce(account.login, loop.owner)::report.github_name as owner,
  account.owner_type,
  standing.state,
  loop.every,
  told.repositories,
  told.kept,
  told.loops_started,
  standing.next_sync_at,
  standing.reason,
  loop.workflow_id
from sync.loop
join sync.loop_standing as standing using (workflow_id)
left join github.owner as account on account.owner_id = loop.subject_id
cross join lateral (
  select
    count(*) filter (where row.left_at is null) as repositories,
    count(*) filter (where row.left_at is null and owner_loop.left_out is null and owner_loop.state <> 'removed') as kept,
    count(*) filter (where owner_loop.state in ('starting', 'started', 'stopping')) as loops_started
  from github.owner_repository as row
  left join sync.owner_loop using (owner_id, repository_id)
  where row.owner_id = loop.subject_id
) as told
where loop.kind = 'syncOrganization';
comment on view report.owners is 'Owners whose repositories are kept by a loop, one row each.';
comment on column report.owners.owner_id is 'GitHub''s id; null before GitHub has answered.';
comment on column report.owners.owner is 'Login, as GitHub writes it.';
comment on column report.owners.owner_type is 'Organization or User.';
comment on column report.owners.state is 'How its loop stands, as in report.loops.';
comment on column report.owners.every is 'Rest between two looks at the list of its repositories.';
comment on column report.owners.repositories is 'Repositories that GitHub lists for this token.';
comment on column report.owners.kept is 'Those that the rules keep and no person has removed.';
comment on column report.owners.loops_started is 'Loops that run because the owner''s loop has started them; those that a person has started come beside them.';
comment on column report.owners.next_sync_at is 'When the list is looked at next.';
comment on column report.owners.reason is 'Why it waits or failed, in a sentence.';
comment on column report.owners.workflow_id is 'Id of its loop in Temporal.';
