-- One row a subject (a repository, an owner) and resource: state, rows, how complete it is, why it waits.
-- order: repository, subject, subject_id, resource
create or replace view report.sync_status as
select
  case when kept.subject_kind = 'repository' then kept.subject_id end as repository_id,
  coalesce(repository.owner, account.login, named.owner)::report.github_name as owner,
  coalesce(repository.name, named.name)::report.github_name as name,
  (coalesce(repository.owner, named.owner) || '/' || coalesce(repository.name, named.name))::report.github_name as repository,
  kept.resource,
  -- What costs a look at the loop stands in the columns and in no join: whoever counts rows, sorts them or takes a page of them pays it
  -- for those that are shown alone.
  case
    when kept.workflow_id is not null then (
      select standing.state from sync.loop_standing as standing where standing.workflow_id = kept.workflow_id
    )
    -- Nothing that rests or works is well where nobody keeps it; what GitHub refused stays so.
    when kept.state in ('ok', 'empty', 'loading', 'limited', 'stats_pending') then coalesce(
      (
        select case when standing.state in ('overdue', 'ended') then standing.state end
        from sync.loop_in_doubt as loop
        join sync.loop_standing as standing using (workflow_id)
        where loop.subject_kind = kept.subject_kind and loop.subject_id = kept.subject_id
          and case loop.kind when 'syncRepository' then kept.resource <> 'events' else kept.resource = any (loop.resources) end
        order by loop.kind = 'syncRepository' desc, loop.workflow_id
        limit 1
      ),
      kept.state
    )
    else kept.state
  end as state,
  kept.rows_stored,
  kept.github_total,
  kept.complete_from,
  kept.complete_through,
  kept.pages,
  kept.requests,
  kept.not_modified,
  kept.attempts,
  case
    when kept.workflow_id is not null then (
      select standing.next_sync_at from sync.loop_standing as standing where standing.workflow_id = kept.workflow_id
    )
    else kept.next_try_at
  end as next_try_at,
  case
    when kept.workflow_id is not null then (
      select standing.reason from sync.loop_standing as standing where standing.workflow_id = kept.workflow_id
    )
    when kept.state in ('ok', 'empty', 'loading', 'limited', 'stats_pending') then (
      -- The same loop as above. Its reason may be null, and then nothing is said.
      select case when count(*) filter (where lost.is_lost) > 0 then max(lost.reason) else kept.reason end
      from (
        select standing.state in ('overdue', 'ended') as is_lost, standing.reason
        from sync.loop_in_doubt as loop
        join sync.loop_standing as standing using (workflow_id)
        where loop.subject_kind = kept.subject_kind and loop.subject_id = kept.subject_id
          and case loop.kind when 'syncRepository' then kept.resource <> 'events' else kept.resource = any (loop.resources) end
        order by loop.kind = 'syncRepository' desc, loop.workflow_id
        limit 1
      ) as lost
    )
    else kept.reason
  end as reason,
  kept.is_truncated,
  (
    select count(*)
    from sync.gap
    where gap.subject_id = kept.subject_id and gap.resource = kept.resource and gap.is_open
  ) as gaps,
  kept.reconciled_at,
  kept.subject_id,
  case when kept.state = 'loading' then kept.rows_expected end as rows_expected,
  (
    select count(*)
    from sync.item
    where item.subject_id = kept.subject_id and item.resource = kept.resource
      and item.read_version is distinct from item.wanted_version
  ) as items_due,
  -- Counted only while some are due: those that were read once are many.
  case when exists (
    select
    from sync.item
    where item.subject_id = kept.subject_id and item.resource = kept.resource
      and item.read_version is distinct from item.wanted_version
  ) then (
    select count(*)
    from sync.item
    where item.subject_id = kept.subject_id and item.resource = kept.resource
  ) else 0 end as items_wanted,
  case
    when kept.workflow_id is not null then concat_ws('/', named.owner, named.name)
    when kept.subject_kind = 'repository' then coalesce(repository.owner, named.owner) || '/' || coalesce(repository.name, named.name)
    when kept.subject_kind = 'owner' then coalesce(account.login, named.owner)
    else 'public'
  end as subject,
  kept.read_by,
  kept.read_by_reason
from (
  select
    subject_kind, subject_id, resource, state, rows_stored, github_total, complete_from, complete_through, pages, requests,
    not_modified, attempts, next_try_at, reason, is_truncated, reconciled_at, rows_expected, read_by, read_by_reason,
    null as workflow_id
  from sync.resource
  union all
  select
    subject_kind, null as subject_id, case kind when 'syncRepository' then 'repository' else 'owner' end as resource, null as state,
    0 as rows_stored, null as github_total, null as complete_from, null as complete_through, 0 as pages, 0 as requests,
    0 as not_modified, 0 as attempts, null as next_try_at, null as reason, false as is_truncated, null as reconciled_at,
    null as rows_expected, null as read_by, null as read_by_reason, workflow_id
  from sync.loop
  -- Not those that follow events: they would repeat the row, and say nothing of the repository.
  where subject_id is null and kind in ('syncRepository', 'syncOrganization')
) as kept
left join github.repository on kept.subject_kind = 'repository' and repository.repository_id = kept.subject_id
left join github.owner as account on kept.subject_kind = 'owner' and account.owner_id = kept.subject_id
-- Of what GitHub has not described the loop knows the name that it was started under.
left join lateral (
  select loop.owner, loop.name
  from sync.loop
  where repository.repository_id is null and account.owner_id is null
    and (
      loop.workflow_id = kept.workflow_id
      or loop.subject_kind = kept.subject_kind and loop.subject_id = kept.subject_id
        and case loop.kind when 'syncRepository' then kept.resource <> 'events' else kept.resource = any (loop.resources) end
    )
  order by loop.kind = 'syncRepository' desc, loop.workflow_id
  limit 1
) as named on true;
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
