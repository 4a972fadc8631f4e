-- The session that holds a lock, its process's name and address, and for how long it has given no sign of life, in seconds. No row: a
-- worker of before holds it, which knows one key alone, or nobody does any more.
select
  activity.pid,
  activity.application_name as name,
  host(activity.client_addr) as address,
  extract(epoch from clock_timestamp() - activity.state_change)::float8 as silent_seconds
from pg_locks as lock
join pg_stat_activity as activity on activity.pid = lock.pid
where lock.locktype = 'advisory' and lock.granted and lock.objsubid = 2
  and lock.database = (select oid from pg_database where datname = current_database())
  and lock.classid = sync.lock_space()::oid
  and lock.objid::bigint = sync.lock_place(:what, :id::bigint)::bigint & 4294967295;
