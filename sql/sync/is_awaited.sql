-- Whether somebody waits for the list: who does looks again every few seconds, and says so each time.
select coalesce(clock_timestamp() - awaited_at < interval '5 seconds', false) as is_awaited
from sync.resource
where subject_id = :subject_id and resource = :resource;
