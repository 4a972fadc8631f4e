-- report, continued: what 0007 and 0008 store. Catalogues keep what was deleted, with `deleted_at`; drill-downs leave it out.
create or replace view report.sync_status as
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
    select count(*)
    from sync.gap
    where gap.repository_id = resource.repository_id and gap.resource = resource.resource and gap.is_open
  ) as gaps,
  resource.reconciled_at
from sync.resource
left join github.repository on repository.repository_id = resource.repository_id
left join sync.loop on loop.repository_id = resource.repository_id
union all
select
  null, loop.owner, loop.name, loop.owner || '/' || loop.name, 'repository', loop.state,
  0, null, null, null, 0, 0, 0, 0, loop.next_sync_at, loop.reason, false, 0, null
from sync.loop
where loop.repository_id is null;
comment on column report.sync_status.github_total is 'GitHub''s own count; while a list is loaded for the first time, its pages times a hundred; null: GitHub gives none.';
comment on column report.sync_status.reconciled_at is 'The last pass over the whole list that was followed by a look at everything that it did not show: deletions up to then are known. Null: none yet.';

create or replace view report.issues as
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
where not issue.is_pull_request and issue.deleted_at is null;
comment on view report.issues is 'Issues without pull requests and without bodies, to look behind a number; without those that are deleted, hidden or transferred.';

create view report.pull_requests as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  pull_request.pull_request_id,
  pull_request.number,
  pull_request.title,
  pull_request.state,
  pull_request.is_draft,
  author.login as author,
  pull_request.author_association,
  pull_request.base_ref,
  pull_request.head_ref,
  array(
    select account.login
    from unnest(pull_request.requested_reviewer_ids) with ordinality as reviewer (account_id, position)
    join github.account on account.account_id = reviewer.account_id
    order by reviewer.position
  ) as requested_reviewers,
  pull_request.requested_teams,
  issue.label_names as labels,
  issue.milestone_title as milestone,
  pull_request.created_at,
  pull_request.updated_at,
  pull_request.closed_at,
  pull_request.merged_at
from github.pull_request
join github.repository on repository.repository_id = pull_request.repository_id
left join github.account as author on author.account_id = pull_request.author_id
left join github.issue
  on issue.repository_id = pull_request.repository_id
    and issue.number = pull_request.number
    and issue.is_pull_request
where pull_request.deleted_at is null;
comment on view report.pull_requests is 'Pull requests without bodies, to look behind a number; without those that GitHub does not show any more.';
comment on column report.pull_requests.state is 'open or closed; merged is closed with merged_at.';
comment on column report.pull_requests.author is 'Login; null: the account was deleted.';
comment on column report.pull_requests.base_ref is 'Branch that it is to be merged into.';
comment on column report.pull_requests.head_ref is 'Branch that it comes from.';
comment on column report.pull_requests.requested_reviewers is 'Logins of those who were asked for a review and have not given one yet.';
comment on column report.pull_requests.requested_teams is 'Teams that were asked, by the short names in their addresses.';
comment on column report.pull_requests.labels is 'Labels that it has now, from the list of issues; null: not in that list yet.';
comment on column report.pull_requests.milestone is 'From the list of issues, as labels are.';
comment on column report.pull_requests.closed_at is 'Last close or the merge; null while open, also after a reopening.';

create view report.repository_daily as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  stored.day + passed.days as day,
  stored.stars,
  stored.forks,
  stored.subscribers,
  stored.open_issues,
  stored.size_kib as size
from github.repository_daily as stored
join github.repository on repository.repository_id = stored.repository_id
left join sync.resource on resource.repository_id = stored.repository_id and resource.resource = 'repository'
cross join lateral (
  select min(later.day) as day
  from github.repository_daily as later
  where later.repository_id = stored.repository_id and later.day > stored.day
) as following
-- The last row holds up to the last day on which GitHub said that nothing else had changed.
cross join lateral (
  select coalesce(following.day - 1, greatest(stored.day, (resource.complete_through at time zone 'utc')::date)) as day
) as until
cross join lateral generate_series(0, until.day - stored.day) as passed (days);
comment on view report.repository_daily is 'What GitHub counted of a repository, one row a UTC day from the first day that was stored to the last on which it answered. A day without an answer of its own, or with one that said that nothing had changed, has the numbers of the day before.';
comment on column report.repository_daily.day is 'UTC day; the numbers are those of its last answer.';
comment on column report.repository_daily.subscribers is 'People who watch the repository.';
comment on column report.repository_daily.open_issues is 'Open issues and pull requests, as GitHub counts them.';
comment on column report.repository_daily.size is 'KiB, as GitHub measures the repository on its disks.';

create view report.labels as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  label.label_id,
  label.name as label,
  label.color,
  label.description,
  label.is_default,
  label.deleted_at
from github.label
join github.repository on repository.repository_id = label.repository_id;
comment on view report.labels is 'The labels that a repository offers, and those that it offered and deleted; former names are in report.label_former_names.';
comment on column report.labels.color is 'Six hexadecimal digits, red, green, blue.';
comment on column report.labels.is_default is 'GitHub made it with the repository.';
comment on column report.labels.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';

create view report.label_former_names as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  former.label_id,
  former.name as former_name,
  label.name as label,
  former.until_at
from github.label_former_name as former
join github.repository on repository.repository_id = former.repository_id
left join github.label on label.repository_id = former.repository_id and label.label_id = former.label_id;
comment on view report.label_former_names is 'Names that labels had before, as far as the catalogue was read under them. Events of issues keep the name of their day.';
comment on column report.label_former_names.label is 'The name that the label has now, or had when it was deleted.';
comment on column report.label_former_names.until_at is 'When the next name was seen; the change itself lies between this and the reading before.';

create view report.milestones as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  milestone.milestone_id,
  milestone.number,
  milestone.title,
  milestone.description,
  milestone.state,
  creator.login as creator,
  milestone.open_issues,
  milestone.closed_issues,
  milestone.created_at,
  milestone.updated_at,
  milestone.due_on,
  milestone.closed_at,
  milestone.deleted_at
from github.milestone
join github.repository on repository.repository_id = milestone.repository_id
left join github.account as creator on creator.account_id = milestone.creator_id;
comment on view report.milestones is 'The milestones of a repository, open, closed and deleted.';
comment on column report.milestones.creator is 'Login; null: the account was deleted.';
comment on column report.milestones.open_issues is 'Open issues and pull requests in it, as GitHub counts them.';
comment on column report.milestones.closed_issues is 'Closed issues and pull requests in it, as GitHub counts them.';
comment on column report.milestones.due_on is 'The day that it is due, as the instant that GitHub makes of it.';
comment on column report.milestones.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';

create view report.releases as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  release.release_id,
  release.tag_name,
  release.name as title,
  author.login as author,
  release.is_draft,
  release.is_prerelease,
  release.created_at,
  release.published_at,
  release.deleted_at
from github.release
join github.repository on repository.repository_id = release.repository_id
left join github.account as author on author.account_id = release.author_id;
comment on view report.releases is 'The releases of a repository without their texts, those that were deleted too.';
comment on column report.releases.author is 'Login; null: the account was deleted.';
comment on column report.releases.is_draft is 'Not published; shown to those alone who may push.';
comment on column report.releases.created_at is 'Date of the commit that was released, as GitHub gives it.';
comment on column report.releases.published_at is 'Null while it is a draft.';
comment on column report.releases.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';

create view report.forks as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  fork.fork_id,
  fork.name as fork,
  fork_owner.login as fork_owner,
  fork.created_at,
  fork.pushed_at,
  fork.stars,
  fork.is_archived,
  fork.deleted_at
from github.fork
join github.repository on repository.repository_id = fork.repository_id
left join github.account as fork_owner on fork_owner.account_id = fork.owner_id;
comment on view report.forks is 'Repositories that were forked from this one, those that are gone too.';
comment on column report.forks.fork_id is 'The fork''s own repository id at GitHub.';
comment on column report.forks.fork is 'Its name as owner/name, when it was last read.';
comment on column report.forks.pushed_at is 'Last push into the fork, or the last one before it was made.';
comment on column report.forks.stars is 'Stars of the fork itself.';
comment on column report.forks.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';

create view report.commits as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  commit.sha,
  author.login as author,
  commit.author_email_sha256,
  commit.is_merge,
  commit.subject,
  commit.authored_at,
  commit.committed_at,
  commit.deleted_at as left_branch_at
from github.commit
join github.repository on repository.repository_id = commit.repository_id
left join github.account as author on author.account_id = commit.author_id;
comment on view report.commits is 'Commits of the default branch, and those that a rewritten branch has left.';
comment on column report.commits.author is 'Login of the account that the address belongs to; null: to none.';
comment on column report.commits.author_email_sha256 is 'SHA-256 of the address in lower case, hexadecimal, where it belongs to no account: it tells such people apart and names nobody.';
comment on column report.commits.is_merge is 'More than one parent.';
comment on column report.commits.subject is 'First line of the message.';
comment on column report.commits.authored_at is 'When the change was written, by the author''s clock.';
comment on column report.commits.committed_at is 'When the commit was made, by the committer''s clock; a rebase moves it.';
comment on column report.commits.left_branch_at is 'When a rewritten branch was found without it; null: it is on the branch.';

create view report.star_weeks as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  star_week.week,
  star_week.stars,
  star_week.stars_by_day
from github.star_week
join github.repository on repository.repository_id = star_week.repository_id;
comment on view report.star_weeks is 'Stars that a repository gained, by week, without those that were taken back since: past weeks may change. GitHub gives no names.';
comment on column report.star_weeks.week is 'The Sunday (UTC) on which the week begins.';
comment on column report.star_weeks.stars is 'Stars given in that week that are still given.';
comment on column report.star_weeks.stars_by_day is 'The same by day, Sunday first; GitHub does not promise that its days begin at 00:00 UTC.';

create view report.issue_transfers as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  transfer.number,
  transfer.issue_id,
  transfer.to_repository_id,
  coalesce(target.owner || '/' || target.name, transfer.to_repository) as to_repository,
  transfer.to_number,
  transfer.to_issue_id,
  transfer.found_at
from github.issue_transfer as transfer
join github.repository on repository.repository_id = transfer.repository_id
left join github.repository as target on target.repository_id = transfer.to_repository_id;
comment on view report.issue_transfers is 'Issues that moved to another repository: what was number here is to_number there.';
comment on column report.issue_transfers.issue_id is 'Null: the issue was never stored here.';
comment on column report.issue_transfers.to_repository is 'Its present name where it is stored too, otherwise the name when the transfer was found; null: it cannot be seen.';
comment on column report.issue_transfers.found_at is 'When the redirect was found; the transfer lies before.';

create view report.gaps as
select
  gap.repository_id,
  coalesce(repository.owner, loop.owner) as owner,
  coalesce(repository.name, loop.name) as name,
  coalesce(repository.owner, loop.owner) || '/' || coalesce(repository.name, loop.name) as repository,
  gap.resource,
  gap.gap,
  gap.reason,
  gap.found_at,
  gap.is_open
from sync.gap
left join github.repository on repository.repository_id = gap.repository_id
left join sync.loop on loop.repository_id = gap.repository_id;
comment on view report.gaps is 'What GitHub did not give, by name; an open gap makes the months of its resource incomplete until it is filled.';
comment on column report.gaps.gap is 'What is missing.';
comment on column report.gaps.reason is 'Why, in a sentence.';
comment on column report.gaps.found_at is 'When it was first found.';
comment on column report.gaps.is_open is 'False: a fact, such as an issue number that GitHub says was deleted, transferred or never given; it makes no month incomplete.';
