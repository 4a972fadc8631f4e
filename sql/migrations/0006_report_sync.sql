-- report, the other half: what each loop and resource is doing, and the issues themselves.
create view report.sync_status as
select
  resource.repository_id,
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
    select count(*) from sync.gap where gap.repository_id = resource.repository_id and gap.resource = resource.resource
  ) as gaps
from sync.resource
left join github.repository on repository.repository_id = resource.repository_id
left join sync.loop on loop.repository_id = resource.repository_id
union all
select
  null, loop.owner, loop.name, loop.owner || '/' || loop.name, 'repository', loop.state,
  0, null, null, null, 0, 0, 0, 0, loop.next_sync_at, loop.reason, false, 0
from sync.loop
where loop.repository_id is null;
comment on view report.sync_status is 'What each resource of each repository is doing. A repository that GitHub has not answered for yet has one row, resource repository, without an id.';
comment on column report.sync_status.state is 'loading ok empty paused limited stats_pending forbidden missing gone blocked disabled renamed failed.';
comment on column report.sync_status.rows_stored is 'Rows of that route; issues includes pull requests, as GitHub''s list does.';
comment on column report.sync_status.github_total is 'GitHub''s own count; null: GitHub gives none.';
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

create view report.issues as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  issue.issue_id,
  issue.number,
  issue.title,
  issue.state,
  issue.state_reason,
  issue.label_names as labels,
  author.login as author,
  issue.author_association,
  array(
    select account.login
    from unnest(issue.assignee_ids) with ordinality as assignee (account_id, position)
    join github.account on account.account_id = assignee.account_id
    order by assignee.position
  ) as assignees,
  issue.milestone_title as milestone,
  issue.comments,
  issue.is_locked,
  issue.created_at,
  issue.updated_at,
  issue.closed_at
from github.issue
join github.repository on repository.repository_id = issue.repository_id
left join github.account as author on author.account_id = issue.author_id
where not issue.is_pull_request;
comment on view report.issues is 'Issues without pull requests and without bodies, to look behind a number.';
comment on column report.issues.labels is 'Labels that the issue has now.';
comment on column report.issues.author is 'Login; null: the account was deleted.';
comment on column report.issues.closed_at is 'Last close; null while open, also after a reopening.';

create view report.loops as
select
  coalesce(repository.repository_id, loop.repository_id) as repository_id,
  coalesce(repository.owner, loop.owner) as owner,
  coalesce(repository.name, loop.name) as name,
  coalesce(repository.owner, loop.owner) || '/' || coalesce(repository.name, loop.name) as repository,
  loop.workflow_id,
  loop.every,
  loop.resources,
  case when speaks.loop_itself then loop.state else worst.state end as state,
  coalesce(total.rows_stored, 0)::bigint as rows_stored,
  case when speaks.loop_itself then loop.next_sync_at else total.next_try_at end as next_sync_at,
  case when speaks.loop_itself then loop.reason else worst.reason end as reason
from sync.loop
left join github.repository on repository.repository_id = loop.repository_id
left join lateral (
  -- What a person must know first; `ok` last.
  select state, reason
  from sync.resource
  where resource.repository_id = loop.repository_id
  order by
    array_position(
      array['failed', 'gone', 'missing', 'blocked', 'forbidden', 'limited', 'loading', 'stats_pending', 'disabled', 'ok',
        'empty'],
      state
    ),
    resource
  limit 1
) as worst on true
left join lateral (
  select sum(rows_stored) as rows_stored, min(next_try_at) as next_try_at
  from sync.resource
  where resource.repository_id = loop.repository_id
) as total on true
-- A loop's own row tells of a pause, a rename, and everything before GitHub has answered; afterwards its resources do.
cross join lateral (select loop.state in ('paused', 'renamed') or worst.state is null as loop_itself) as speaks;
comment on view report.loops is 'The loops that keep repositories up to date, one row a workflow.';
comment on column report.loops.workflow_id is 'Id in Temporal.';
comment on column report.loops.every is 'Rest between two cycles, as it was asked for.';
comment on column report.loops.state is 'State of the resource that matters most; `paused` when the loop is.';
comment on column report.loops.rows_stored is 'Rows of all its resources.';
comment on column report.loops.next_sync_at is 'When the next cycle begins.';
