-- One row a pull request that is there now.
-- time: created_at
-- order: repository, repository_id, number, pull_request_id
create or replace view report.pull_requests as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
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
  pull_request.merged_at,
  pull_request.author_id,
  author.is_bot,
  page.html_url || '/pull/' || pull_request.number as html_url
from github.pull_request
join github.repository_page as page on page.repository_id = pull_request.repository_id
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
