-- The people of each team, once for each time that the teams themselves were read.
select 'team/' || team.team_id as item, 'teams as of ' || teams.complete_through as version
from github.team
join sync.resource as teams on teams.subject_id = team.owner_id and teams.resource = 'teams'
where team.owner_id = :owner_id::bigint and team.deleted_at is null and teams.complete_through is not null;
