-- One row an event of a feed; of the public feed a sample.
-- time: created_at
-- order: repository, repository_id, created_at, event_id
create or replace view report.events as
select
  event.repository_id,
  shown.owner::report.github_name as owner,
  shown.name::report.github_name as name,
  (shown.owner || '/' || shown.name)::report.github_name as repository,
  event.event_id,
  event.created_at,
  event.type,
  event.action,
  actor.login as actor,
  event.actor_id as actor_account_id,
  actor.is_bot,
  event.number,
  event.is_merged,
  event.ref,
  event.ref_type,
  event.head_sha,
  event.before_sha,
  event.label_name as label,
  event.assignee_id as assignee_account_id,
  event.html_url,
  event.repository_name as repository_then,
  event.org_id as organization_account_id,
  event.is_public,
  event.oddity,
  event.first_seen_at
from github.event
left join github.repository on repository.repository_id = event.repository_id
left join github.account as actor on actor.account_id = event.actor_id
cross join lateral (
  select
    coalesce(repository.owner, nullif(split_part(event.repository_name, '/', 1), '')) as owner,
    coalesce(repository.name, nullif(split_part(event.repository_name, '/', 2), '')) as name
) as shown;
comment on view report.events is 'Events of the feeds that are read (repometer events): of a repository or an owner as far as GitHub shows them, of the public feed a sample. A feed goes back 30 days and 300 events; what it did not show is in report.gaps.';
comment on column report.events.repository_id is 'GitHub''s id of the repository; null: GitHub names none.';
comment on column report.events.owner is 'Login of its owner; of a repository that no loop keeps, as the event names it.';
comment on column report.events.name is 'Its name, as owner is known.';
comment on column report.events.repository is 'Owner and name, as in inputs and flags.';
comment on column report.events.event_id is 'GitHub''s id of the event; ids have no order.';
comment on column report.events.created_at is 'When it happened; null: GitHub does not say.';
comment on column report.events.type is 'Kind of event, such as PushEvent; null: GitHub does not say.';
comment on column report.events.action is 'What was done, such as opened; null: this kind tells none. Since October 2025 a merge is merged, and closed is without a merge; before, both were closed (see is_merged).';
comment on column report.events.actor is 'Login of who did it.';
comment on column report.events.actor_account_id is 'GitHub''s id of who did it.';
comment on column report.events.is_bot is 'Whether that is a bot.';
comment on column report.events.number is 'Number of the issue, pull request or discussion.';
comment on column report.events.is_merged is 'Whether this event merged the pull request; null: it does not end one.';
comment on column report.events.ref is 'Branch or tag: whole (refs/heads/main) of a push, short of what was created or deleted.';
comment on column report.events.ref_type is 'What was created or deleted: branch, tag or repository.';
comment on column report.events.head_sha is 'The commit that was pushed, commented or is the head of the pull request.';
comment on column report.events.before_sha is 'The commit that the branch stood at before a push; zeros: there was none.';
comment on column report.events.label is 'The label that was put on or taken away.';
comment on column report.events.assignee_account_id is 'Who was assigned or unassigned, GitHub''s id.';
comment on column report.events.html_url is 'The page that shows it, as far as the event tells; null: none.';
comment on column report.events.repository_then is 'What the repository was called when it happened.';
comment on column report.events.organization_account_id is 'The organization that the event belongs to, GitHub''s id; null: none.';
comment on column report.events.is_public is 'False: an entry that only the token''s own user sees, or an odd one.';
comment on column report.events.oddity is 'What is odd about the entry: not public, without a repository, without a type, without a time; null: nothing.';
comment on column report.events.first_seen_at is 'When a feed showed it first, by GitHub''s clock.';
