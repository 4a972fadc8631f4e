-- Loops that wait for what another credential than the present one was refused, or limited by; :credential is its name, of an App
-- without the installation.
select distinct loop.workflow_id
from sync.loop
left join sync.resource
  on resource.subject_kind = loop.subject_kind and resource.subject_id = loop.subject_id
  and (resource.refusals > 0 or resource.state = 'limited')
where loop.state not in ('paused', 'renamed')
  and (
    not starts_with(resource.refused_to, :credential)
    or (loop.subject_id is null and (loop.refusals > 0 or loop.state = 'limited') and not starts_with(loop.refused_to, :credential))
  )
order by loop.workflow_id;
