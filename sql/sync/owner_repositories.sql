-- Every repository that an owner has or had, for the rules that say which of them are kept.
select repository_id::text, name, is_archived, is_fork, is_disabled, left_at, moved_to
from github.owner_repository
where owner_id = :owner_id::bigint
order by repository_id;
