-- One row a team of an organisation, or one that was deleted.
-- order: owner, team, team_id, owner_id
create or replace view report.teams as
select
  team.owner_id,
  owner.login::report.github_name as owner,
  team.team_id,
  team.slug as team,
  team.name as team_name,
  team.privacy,
  team.parent_team_id,
  parent.slug as parent_team,
  people.members,
  team.first_seen_at,
  team.deleted_at,
  resource.complete_through as data_complete_through,
  coalesce(resource.complete_through is not null and resource.state in ('ok', 'empty', 'loading'), false) as is_complete
from github.team
cross join lateral (
  select count(*) as members
  from github.team_member as member
  where member.owner_id = team.owner_id and member.team_id = team.team_id and member.left_at is null and team.deleted_at is null
) as people
left join github.team as parent on parent.owner_id = team.owner_id and parent.team_id = team.parent_team_id
left join github.owner on owner.owner_id = team.owner_id
left join sync.resource
  on resource.subject_kind = 'owner' and resource.subject_id = team.owner_id and resource.resource = 'teams';
comment on view report.teams is 'The teams of an organisation that the token sees, and those that it saw: all but secret ones to which its user does not belong.';
comment on column report.teams.owner_id is 'GitHub''s id of the organisation.';
comment on column report.teams.owner is 'Login of the organisation.';
comment on column report.teams.team_id is 'GitHub''s id of the team; it stays when the team is renamed or moved.';
comment on column report.teams.team is 'The team''s name in addresses (slug).';
comment on column report.teams.team_name is 'Name of the team.';
comment on column report.teams.privacy is 'closed: every member of the organisation sees the team; secret: its own people and the organisation''s admins do.';
comment on column report.teams.parent_team_id is 'GitHub''s id of the team above; null: there is none.';
comment on column report.teams.parent_team is 'Slug of the team above.';
comment on column report.teams.members is 'People in it now, those of teams below it included.';
comment on column report.teams.first_seen_at is 'The first look that showed the team.';
comment on column report.teams.deleted_at is 'When it was found that GitHub does not show it any more: deleted, or secret to the token now. Null: it is there.';
comment on column report.teams.data_complete_through is 'Up to when the list of teams was read whole.';
comment on column report.teams.is_complete is 'The last look gave all teams that the token sees; secret ones that it does not see are told by nobody.';
