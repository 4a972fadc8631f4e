-- Nobody is in a team that is gone.
with ended as (
  update github.team_member as known set left_at = greatest(team.deleted_at, known.first_seen_at)
  from github.team
  where known.owner_id = :owner_id::bigint and known.left_at is null
    and team.owner_id = known.owner_id and team.team_id = known.team_id and team.deleted_at is not null
  returning 1
)
select count(*)::int as deleted from ended;
