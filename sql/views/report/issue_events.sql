-- One row an event of an issue or pull request: a label, a close, a reopening, an assignment and the like.
-- time: created_at
-- order: repository, repository_id, created_at, event_id
create or replace view report.issue_events as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  issue_event.event_id,
  issue_event.number,
  issue.is_pull_request,
  issue_event.event,
  actor.login as actor,
  issue_event.actor_id,
  actor.is_bot,
  issue_event.label_name as label,
  assignee.login as assignee,
  issue_event.assignee_id,
  reviewer.login as requested_reviewer,
  issue_event.requested_reviewer_id,
  issue_event.milestone_title as milestone,
  issue_event.renamed_from,
  issue_event.renamed_to,
  issue_event.commit_sha,
  issue_event.state_reason,
  issue_event.created_at,
  page.html_url || case when issue.is_pull_request then '/pull/' else '/issues/' end
    || issue_event.number || '#event-' || issue_event.event_id as html_url,
  issue_event.label_id
from github.issue_event
join github.repository on repository.repository_id = issue_event.repository_id
join github.repository_page as page on page.repository_id = issue_event.repository_id
left join github.issue on issue.repository_id = issue_event.repository_id and issue.number = issue_event.number
left join github.account as actor on actor.account_id = issue_event.actor_id
left join github.account as assignee on assignee.account_id = issue_event.assignee_id
left join github.account as reviewer on reviewer.account_id = issue_event.requested_reviewer_id
where issue_event.deleted_at is null;
comment on view report.issue_events is 'Who did what to issues and pull requests, as GitHub tells it: labeled, closed, reopened, assigned, renamed, review_requested and so on.';
comment on column report.issue_events.event_id is 'GitHub''s id of the event.';
comment on column report.issue_events.number is 'Number of the issue or pull request; null: GitHub has not said yet to which it belongs.';
comment on column report.issue_events.is_pull_request is 'Whether that number is a pull request; null: the list of issues has not told of it yet.';
comment on column report.issue_events.event is 'What happened, in GitHub''s word.';
comment on column report.issue_events.actor is 'Login of who did it; null: the account was deleted.';
comment on column report.issue_events.actor_id is 'GitHub''s id of that account; null: the account was deleted.';
comment on column report.issue_events.is_bot is 'Whether that account is a bot; null: the account was deleted.';
comment on column report.issue_events.label is 'Of labeled and unlabeled: the label, by its name at that time; where GraphQL alone has told of the event, by its name when it did.';
comment on column report.issue_events.assignee is 'Of assigned and unassigned: the login.';
comment on column report.issue_events.assignee_id is 'GitHub''s id of that account.';
comment on column report.issue_events.requested_reviewer is 'Of review_requested and review_request_removed: the login; null where a team was asked.';
comment on column report.issue_events.requested_reviewer_id is 'GitHub''s id of that account.';
comment on column report.issue_events.milestone is 'Of milestoned and demilestoned: title of the milestone at that time.';
comment on column report.issue_events.renamed_from is 'Of renamed: the title before.';
comment on column report.issue_events.renamed_to is 'Of renamed: the title from then on.';
comment on column report.issue_events.commit_sha is 'Of referenced, closed and merged: the commit that did it; null: none did.';
comment on column report.issue_events.state_reason is 'Of closed: completed, not_planned or duplicate, where GitHub tells.';
comment on column report.issue_events.label_id is 'GitHub''s id of that label, whatever it is called; null: GraphQL has not told of the event.';
