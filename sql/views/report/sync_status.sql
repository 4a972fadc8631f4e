-- One row a subject (a repository, an owner) and resource: state, rows, how complete it is, why it waits.
-- order: repository, subject, subject_id, resource
create or replace view report.sync_status as
select
  case when resource.subject_kind = 'repository' then resource.subject_id end as repository_id,
  coalesce(repository.owner, account.login, loop.owner)::report.github_name as owner,
  coalesce(repository.name, loop.name)::report.github_name as name,
  (coalesce(repository.owner, loop.owner) || '/' || coalesce(repository.name, loop.name))::report.github_name as repository,
  resource.resource,
  -- Nothing that rests or works is well where nobody keeps it; what GitHub refused stays so.
  case when lost.is_lost then loop.state else resource.state end as state,
  resource.rows_stored,
  resource.github_total,
  resource.complete_from,
  resource.complete_through,
  resource.pages,
  resource.requests,
  resource.not_modified,
  resource.attempts,
  resource.next_try_at,
  case when lost.is_lost then loop.reason else resource.reason end as reason,
  resource.is_truncated,
  (
    select count(*)
    from sync.gap
    where gap.subject_id = resource.subject_id and gap.resource = resource.resource and gap.is_open
  ) as gaps,
  resource.reconciled_at,
  resource.subject_id,
  case when resource.state = 'loading' then resource.rows_expected end as rows_expected,
  items.due as items_due,
  -- Counted only while some are due: those that were read once are many.
  case when items.due > 0 then (
    select count(*)
    from sync.item
    where item.subject_id = resource.subject_id and item.resource = resource.resource
  ) else 0 end as items_wanted,
  case resource.subject_kind
    when 'repository' then coalesce(repository.owner, loop.owner) || '/' || coalesce(repository.name, loop.name)
    when 'owner' then coalesce(account.login, loop.owner)
    else 'public'
  end as subject,
  resource.read_by,
  resource.read_by_reason
from sync.resource
cross join lateral (
  select count(*) as due
  from sync.item
  where item.subject_id = resource.subject_id and item.resource = resource.resource
    and item.read_version is distinct from item.wanted_version
) as items
left join github.repository on resource.subject_kind = 'repository' and repository.repository_id = resource.subject_id
left join github.owner as account on resource.subject_kind = 'owner' and account.owner_id = resource.subject_id
left join lateral (
  select loop.owner, loop.name, standing.state, standing.reason
  from sync.loop
  join sync.loop_standing as standing using (workflow_id)
  where loop.subject_kind = resource.subject_kind and loop.subject_id = resource.subject_id
    and case loop.kind when 'syncRepository' then resource.resource <> 'events' else resource.resource = any (loop.resources) end
  order by loop.kind = 'syncRepository' desc, loop.workflow_id
  limit 1
) as loop on true
cross join lateral (
  select coalesce(
    loop.state in ('overdue', 'ended') and resource.state in ('ok', 'empty', 'loading', 'limited', 'stats_pending'), false
  ) as is_lost
) as lost
union all
select
  null, loop.owner::report.github_name, loop.name::report.github_name, (loop.owner || '/' || loop.name)::report.github_name,
  case loop.kind when 'syncRepository' then 'repository' else 'owner' end, standing.state,
  0, null, null, null, 0, 0, 0, 0, standing.next_sync_at, standing.reason, false, 0, null, null, null, 0, 0,
  concat_ws('/', loop.owner, loop.name), null, null
from sync.loop
join sync.loop_standing as standing using (workflow_id)
-- Not those that follow events: they would repeat the row, and say nothing of the repository.
where loop.subject_id is null and loop.kind in ('syncRepository', 'syncOrganization');
comment on view report.sync_status is 'What each resource of each repository and owner is doing. One that GitHub has not answered for yet has one row, resource repository or owner, without an id.';
comment on column report.sync_status.state is 'loading ok empty paused limited stats_pending forbidden missing gone blocked disabled renamed failed; overdue and ended where the loop is (report.loops).';
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
comment on column report.sync_status.rows_expected is 'Rows that the load under way will have read, as its first answer tells; null: it does not, or nothing is loaded.';
comment on column report.sync_status.items_due is 'Single things, such as the reviews of a pull request, that are still to be asked for.';
comment on column report.sync_status.items_wanted is 'While any are due: all that were ever wanted.';
comment on column report.sync_status.subject_id is 'GitHub''s id of what the resource belongs to: the repository, or an owner; null where GitHub has not answered.';
comment on column report.sync_status.subject is 'What the resource belongs to: owner/name of a repository, or the login of an owner.';
comment on column report.sync_status.read_by is 'How single things are asked for: GraphQL, many at once, or REST, one request each; null: none was, or there is no choice.';
comment on column report.sync_status.read_by_reason is 'Why REST is asked, in a sentence.';
