-- Partitions of github.event whose every row is from more than :days days ago, the oldest first.
select partition.relname as name, (named.day + 1)::text as through
from pg_inherits
join pg_class as partition on partition.oid = pg_inherits.inhrelid
cross join lateral (
  select to_date(substring(partition.relname from '^event_(\d{4}_\d{2}_\d{2})$'), 'YYYY_MM_DD') as day
) as named
where pg_inherits.inhparent = 'github.event'::regclass
  and (named.day + 1)::timestamp <= (now() at time zone 'utc') - make_interval(days => :days::int)
order by named.day;
