-- Repositories with new events that the workflow of a feed has not yet said that it has heard of (:heard_poll, the newest look that it
-- knows of): by name, and with the loop that is to be woken, where one keeps the repository and has looked at it before these events.
-- The public feed wakes nobody, and its events are counted for repositories that are known otherwise alone.
select
  coalesce(repository.owner || '/' || repository.name, known.name) as repository,
  loop.workflow_id
from sync.feed
cross join lateral unnest(feed.unheard_ids) as unheard (repository_id)
left join github.repository on repository.repository_id = unheard.repository_id
left join github.event_repository as known on known.repository_id = unheard.repository_id
left join sync.resource as looked on looked.subject_id = unheard.repository_id and looked.resource = 'repository'
left join sync.loop
  on loop.kind = 'syncRepository' and loop.subject_kind = 'repository' and loop.subject_id = unheard.repository_id
  and loop.state not in ('paused', 'renamed', 'ended')
  and feed.subject_kind <> 'public'
  and exists (
    select
    from github.event
    where event.repository_id = unheard.repository_id
      -- Lists lag behind events by minutes.
      and event.created_at > coalesce(looked.complete_through - interval '15 minutes', '-infinity')
  )
where feed.subject_id = :subject_id::bigint
  and feed.resource = :resource
  and feed.polls > coalesce(:heard_poll::bigint, 0)
  and coalesce(repository.owner || '/' || repository.name, known.name) like '%/%'
  and (feed.subject_kind <> 'public' or repository.repository_id is not null)
order by unheard.repository_id;
