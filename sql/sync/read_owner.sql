-- What is known of the owner of a loop, or of the one that has this login; a login that was taken over belongs to who was seen with it
-- last.
select owner.owner_id::text as owner_id, owner.login, owner.owner_type
from github.owner
left join sync.loop on loop.workflow_id = :workflow_id and loop.subject_kind = 'owner'
where owner.owner_id = loop.subject_id or (loop.subject_id is null and lower(owner.login) = lower(:login))
order by owner.answered_at desc
limit 1;
