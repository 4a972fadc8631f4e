-- The loops that may be overdue or ended, told at a glance: all others are neither, so that nobody need look how they stand. Every cycle
-- begins with the repository, the owner, or the feed, and while the next one is still to come nothing is late.
create or replace view sync.loop_in_doubt as
select loop.workflow_id, loop.kind, loop.subject_kind, loop.subject_id, loop.resources
from sync.loop
where loop.state = 'ended' or not exists (
  select
  from sync.resource as head
  where head.subject_id = loop.subject_id and head.subject_kind = loop.subject_kind
    and head.resource in ('repository', 'owner', 'events', 'owner_events', 'public_events')
    and case loop.kind when 'syncRepository' then head.resource <> 'events' else head.resource = any (loop.resources) end
    and head.next_try_at > now()
);
comment on view sync.loop_in_doubt is 'Loops that may be overdue or ended; sync.loop_standing knows.';
