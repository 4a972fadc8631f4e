-- A person wants the loop of a repository: no owner's loop stops it from now on. Gives the owners that have started it.
update sync.owner_loop set state = 'by_hand', changed_at = clock_timestamp()
from github.owner
where owner.owner_id = owner_loop.owner_id and owner_loop.state in ('starting', 'started', 'stopping')
  and (
    owner_loop.workflow_id = :workflow_id
    or owner_loop.repository_id = (select subject_id from sync.loop where workflow_id = :workflow_id and subject_kind = 'repository')
  )
returning owner.login;
