-- One row a time in which somebody was in a team.
-- time: first_seen_at
-- order: owner, team, login, first_seen_at, team_id, account_id, owner_id
create or replace view report.team_members as
with recursive below as (
  select owner_id, team_id as above_id, team_id from github.team
  union
  select team.owner_id, below.above_id, team.team_id
  from below
  join github.team on team.owner_id = below.owner_id and team.parent_team_id = below.team_id
  where team.deleted_at is null
)
select
  member.owner_id,
  owner.login::report.github_name as owner,
  member.team_id,
  team.slug as team,
  member.account_id,
  account.login,
  member.role,
  member.joined_at,
  coalesce(member.left_at, team.deleted_at) as left_at,
  member.first_seen_at,
  coalesce(
    member.is_inherited,
    -- Who is in no team below is in this one itself.
    case when member.left_at is null and not exists (
      select
      from below
      join github.team_member as other
        on other.owner_id = below.owner_id and other.team_id = below.team_id and other.account_id = member.account_id
        and other.left_at is null
      where below.owner_id = member.owner_id and below.above_id = member.team_id and below.team_id <> member.team_id
    ) then false end
  ) as is_inherited,
  team.name as team_name,
  team.privacy,
  team.parent_team_id,
  parent.slug as parent_team,
  resource.complete_through as data_complete_through,
  coalesce(resource.complete_through is not null and resource.state in ('ok', 'empty', 'loading'), false) as is_complete,
  account.is_bot
from github.team_member as member
join github.team on team.owner_id = member.owner_id and team.team_id = member.team_id
left join github.team as parent on parent.owner_id = team.owner_id and parent.team_id = team.parent_team_id
left join github.owner on owner.owner_id = member.owner_id
left join github.account on account.account_id = member.account_id
left join sync.resource
  on resource.subject_kind = 'owner' and resource.subject_id = member.owner_id and resource.resource = 'team_members';
comment on view report.team_members is 'Who is in a team of an organisation, and who was: one row a time in it. As on GitHub a team has the people of the teams below it, too (is_inherited). Secret teams have rows only where the token sees them. GitHub tells no dates, and is looked at daily: who comes and goes between two looks is not seen.';
comment on column report.team_members.owner_id is 'GitHub''s id of the organisation.';
comment on column report.team_members.owner is 'Login of the organisation.';
comment on column report.team_members.team_id is 'GitHub''s id of the team; it stays when the team is renamed or moved.';
comment on column report.team_members.team is 'The team''s name in addresses (slug).';
comment on column report.team_members.account_id is 'GitHub''s id of the account.';
comment on column report.team_members.login is 'Login of the account, as it was shown last.';
comment on column report.team_members.role is 'maintainer or member. Null: GitHub has not switched on telling it for this organisation.';
comment on column report.team_members.joined_at is 'The look that found them in the team, where a look at the whole team before it had not. Null: they were there at the team''s first look.';
comment on column report.team_members.left_at is 'The look that found them gone, or the team. Null: they were there when data_complete_through was.';
comment on column report.team_members.first_seen_at is 'The first look that showed them in the team.';
comment on column report.team_members.is_inherited is 'True: only in a team below this one. False: in the team itself. Null: in one below, and GitHub does not tell whether in this one as well.';
comment on column report.team_members.team_name is 'Name of the team.';
comment on column report.team_members.privacy is 'closed: every member of the organisation sees the team; secret: its own people and the organisation''s admins do.';
comment on column report.team_members.parent_team_id is 'GitHub''s id of the team above; null: there is none.';
comment on column report.team_members.parent_team is 'Slug of the team above.';
comment on column report.team_members.data_complete_through is 'Up to when every team that the token sees was read whole; nothing is known of later.';
comment on column report.team_members.is_complete is 'The last look gave all teams that the token sees. False: rows may be out of date; report.sync_status says why. Secret teams that the token does not see are told by nobody.';
comment on column report.team_members.is_bot is 'The account is a bot.';
