-- Loops that ought to run, and when their rows changed last.
select workflow_id, changed_at::text
from sync.loop
where kind = any (:kinds::text[]) and state not in ('renamed', 'ended')
order by workflow_id;
