-- One row a time in which somebody was an outside collaborator of an organisation.
-- time: first_seen_at
-- order: owner, login, first_seen_at, account_id, owner_id
create or replace view report.outside_collaborators as
select
  collaborator.owner_id,
  owner.login::report.github_name as owner,
  collaborator.account_id,
  account.login,
  collaborator.joined_at,
  collaborator.left_at,
  collaborator.first_seen_at,
  resource.complete_through as data_complete_through,
  coalesce(resource.complete_through is not null and resource.state in ('ok', 'empty', 'loading'), false) as is_complete,
  account.is_bot
from github.outside_collaborator as collaborator
left join github.owner on owner.owner_id = collaborator.owner_id
left join github.account on account.account_id = collaborator.account_id
left join sync.resource
  on resource.subject_kind = 'owner' and resource.subject_id = collaborator.owner_id
  and resource.resource = 'outside_collaborators';
comment on view report.outside_collaborators is 'Who may do something in repositories of an organisation without being a member, and who might: one row a time. GitHub tells it to people of the organisation alone; without a row, report.sync_status says whether it was told at all.';
comment on column report.outside_collaborators.owner_id is 'GitHub''s id of the organisation.';
comment on column report.outside_collaborators.owner is 'Login of the organisation.';
comment on column report.outside_collaborators.account_id is 'GitHub''s id of the account.';
comment on column report.outside_collaborators.login is 'Login of the account, as it was shown last.';
comment on column report.outside_collaborators.joined_at is 'The look that found them, where a look at the whole list before it had not. Null: they were there at the first look.';
comment on column report.outside_collaborators.left_at is 'The look that found them gone; they may be members now. Null: they were there when data_complete_through was.';
comment on column report.outside_collaborators.first_seen_at is 'The first look that showed them.';
comment on column report.outside_collaborators.data_complete_through is 'Up to when the list was read whole; nothing is known of later.';
comment on column report.outside_collaborators.is_complete is 'The last look gave all of it. False: rows may be out of date; report.sync_status says why.';
comment on column report.outside_collaborators.is_bot is 'The account is a bot.';
