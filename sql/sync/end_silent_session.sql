-- Ends a session that gave no sign of life for longer than it may: its process is frozen or its machine gone, and its locks are free
-- then. One that has spoken meanwhile is left alone.
select pg_terminate_backend(pid) as is_ended
from pg_stat_activity
where pid = :pid::int and clock_timestamp() - state_change > make_interval(secs => :lease_seconds::float8);
