-- The owner of this login, upper and lower case alike: the one that a loop keeps, else the one seen last.
select known.owner_id, known.login
from (
  select owner.owner_id, owner.login, owner.answered_at, loop.workflow_id is not null as is_kept, loop.owner
  from github.owner
  left join sync.loop on loop.subject_kind = 'owner' and loop.kind = 'syncOrganization' and loop.subject_id = owner.owner_id
) as known
where lower(:owner) in (lower(known.login), lower(known.owner))
order by known.is_kept desc, known.answered_at desc
limit 1;
