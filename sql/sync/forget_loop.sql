-- A loop that was stopped; the data that it stored stays, and says that nobody keeps it any more. What a person has removed no loop of
-- an owner starts again, what the loop of an owner has stopped another one may; the loop of an owner leaves those that it has started to
-- themselves. Gives how many loops that were.
with forgotten as (
  delete from sync.loop where workflow_id = :workflow_id returning kind, subject_kind, subject_id, resources
),
told as (
  update sync.resource set
    (state, reason, attempts, next_try_at) = (
      select standing.*
      from sync.standing(
        resource.state, resource.rows_stored, 'No loop keeps this any more.', resource.attempts, null
      ) as standing
    )
  from forgotten
  where resource.subject_kind = forgotten.subject_kind and resource.subject_id = forgotten.subject_id
    and case forgotten.kind when 'syncRepository' then resource.resource <> 'events' else resource.resource = any (forgotten.resources) end
),
removed as (
  update sync.owner_loop set
    state = case
      when exists (
        select
        from sync.owner_loop as stopping
        where stopping.repository_id = owner_loop.repository_id and stopping.state = 'stopping'
      ) then 'none'
      else 'removed'
    end,
    changed_at = clock_timestamp()
  where state in ('starting', 'started', 'by_hand')
    and (
      workflow_id = :workflow_id
      or repository_id in (select subject_id from forgotten where kind = 'syncRepository')
    )
),
left_alone as (
  delete from sync.owner_loop using forgotten
  where forgotten.kind = 'syncOrganization' and owner_loop.owner_id = forgotten.subject_id
)
select count(*)::int as loops from forgotten;
