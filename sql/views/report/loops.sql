-- One row a loop that keeps a repository, the list of an owner's repositories, or events up to date.
-- order: repository, subject, workflow_id
create or replace view report.loops as
select
  case when loop.subject_kind = 'repository' then loop.subject_id end as repository_id,
  shown.owner::report.github_name as owner,
  shown.name::report.github_name as name,
  (shown.owner || '/' || shown.name)::report.github_name as repository,
  loop.workflow_id,
  loop.every,
  loop.resources,
  standing.state,
  standing.rows_stored,
  standing.next_sync_at,
  standing.reason,
  standing.is_overdue,
  loop.kind,
  case when loop.subject_kind = 'public' then 'public' else concat_ws('/', shown.owner, shown.name) end as subject,
  case when loop.subject_kind = 'owner' then loop.subject_id end as owner_id
from sync.loop
join sync.loop_standing as standing using (workflow_id)
left join github.repository on loop.subject_kind = 'repository' and repository.repository_id = loop.subject_id
left join github.owner as account on loop.subject_kind = 'owner' and account.owner_id = loop.subject_id
-- A loop that was started under a name which is not the repository's any more goes by its own: the one under the present name stands
-- beside it.
cross join lateral (
  select repository.repository_id is not null and loop.workflow_id = 'sync/' || lower(repository.owner || '/' || repository.name) as is_present
) as known
cross join lateral (
  select
    case when known.is_present then repository.owner else coalesce(account.login, loop.owner) end as owner,
    case when known.is_present then repository.name else loop.name end as name
) as shown;
comment on view report.loops is 'The loops that keep repositories, owners and events up to date, one row a workflow.';
comment on column report.loops.workflow_id is 'Id in Temporal.';
comment on column report.loops.every is 'Rest between two cycles, as it was asked for.';
comment on column report.loops.state is 'State of the resource that matters most, those aside that the repository or the server does not offer; paused and renamed when the loop is; overdue: is_overdue; ended: its workflow in Temporal has ended although nobody removed the loop.';
comment on column report.loops.rows_stored is 'Rows of all its resources.';
comment on column report.loops.next_sync_at is 'When the next cycle begins; null while the loop is paused, or a cycle goes on beyond it.';
comment on column report.loops.reason is 'Why it waits, failed or is overdue, in a sentence; of a loop that is well, what the repository or the server does not offer.';
comment on column report.loops.is_overdue is 'The next cycle should have begun more than a cycle ago, no limit of GitHub''s stands, and nothing was written since: no worker works on it, or it cannot go on.';
comment on column report.loops.resources is 'What the loop keeps; null: everything.';
comment on column report.loops.kind is 'Workflow type: syncRepository, or syncOrganization for the list of an owner''s repositories.';
comment on column report.loops.subject is 'What it keeps: owner/name of a repository, or the login of an owner.';
comment on column report.loops.owner_id is 'GitHub''s id of the owner whose loop it is; null for the loop of a repository.';
