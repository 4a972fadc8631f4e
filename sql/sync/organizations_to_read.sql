-- Organisations that a loop keeps, the one of whose people a list was read longest ago first.
select owner.login, loop.state = 'paused' as is_paused
from sync.loop
join github.owner on owner.owner_id = loop.subject_id and owner.owner_type = 'Organization'
cross join lateral (
  select max(resource.touched_at) as read_at
  from sync.resource
  where resource.subject_kind = 'owner' and resource.subject_id = loop.subject_id and resource.resource = any (:resources::text[])
) as people
where loop.kind = 'syncOrganization' and loop.subject_kind = 'owner' and loop.state <> 'renamed'
order by people.read_at nulls first, owner.owner_id;
