-- One row a repository and resource: state, rows, how complete it is, why it waits.
-- order: repository, subject_id, resource
create or replace view report.sync_status as
select
  case when resource.subject_kind = 'repository' then resource.subject_id end as repository_id,
  coalesce(repository.owner, loop.owner) as owner,
  coalesce(repository.name, loop.name) as name,
  coalesce(repository.owner, loop.owner) || '/' || coalesce(repository.name, loop.name) as repository,
  resource.resource,
  resource.state,
  resource.rows_stored,
  resource.github_total,
  resource.complete_from,
  resource.complete_through,
  resource.pages,
  resource.requests,
  resource.not_modified,
  resource.attempts,
  resource.next_try_at,
  resource.reason,
  resource.is_truncated,
  (
    select count(*)
    from sync.gap
    where gap.subject_id = resource.subject_id and gap.resource = resource.resource and gap.is_open
  ) as gaps,
  resource.reconciled_at,
  resource.subject_id
from sync.resource
left join github.repository on resource.subject_kind = 'repository' and repository.repository_id = resource.subject_id
left join lateral (
  select loop.owner, loop.name
  from sync.loop
  where loop.subject_kind = resource.subject_kind and loop.subject_id = resource.subject_id
  order by loop.kind = 'syncRepository' desc, loop.workflow_id
  limit 1
) as loop on true
union all
select
  null, loop.owner, loop.name, loop.owner || '/' || loop.name, 'repository', loop.state,
  0, null, null, null, 0, 0, 0, 0, loop.next_sync_at, loop.reason, false, 0, null, null
from sync.loop
-- Not those that follow events or an owner: they would repeat the row, and say nothing of the repository.
where loop.subject_id is null and loop.kind = 'syncRepository';
comment on view report.sync_status is 'What each resource of each repository is doing. A repository that GitHub has not answered for yet has one row, resource repository, without an id.';
comment on column report.sync_status.state is 'loading ok empty paused limited stats_pending forbidden missing gone blocked disabled renamed failed.';
comment on column report.sync_status.rows_stored is 'Rows of that route; issues includes pull requests, as GitHub''s list does.';
comment on column report.sync_status.github_total is 'GitHub''s own count; while a list is loaded for the first time, its pages times a hundred; null: GitHub gives none.';
comment on column report.sync_status.complete_from is 'Only what was updated since; null: everything since the beginning.';
comment on column report.sync_status.complete_through is 'Proven complete up to here.';
comment on column report.sync_status.pages is 'Pages read since the beginning.';
comment on column report.sync_status.requests is 'Requests sent since the beginning.';
comment on column report.sync_status.not_modified is 'Requests that GitHub answered with 304, which cost nothing.';
comment on column report.sync_status.attempts is 'Tries in the present series of 202 answers or failures.';
comment on column report.sync_status.next_try_at is 'When it is asked again.';
comment on column report.sync_status.reason is 'Why it waits or failed, in a sentence.';
comment on column report.sync_status.is_truncated is 'GitHub cut the list off (the statistics name 100 contributors at most).';
comment on column report.sync_status.gaps is 'Things that GitHub did not give; they make months incomplete.';
comment on column report.sync_status.reconciled_at is 'The last pass over the whole list that was followed by a look at everything that it did not show: deletions up to then are known. Null: none yet.';
comment on column report.sync_status.subject_id is 'GitHub''s id of what the resource belongs to: the repository, or an owner; null where GitHub has not answered.';
