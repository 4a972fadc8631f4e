-- Ranges of a list that were read apart from what is complete, newest first; times as GitHub writes them.
select
  to_char(since_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
  to_char(until_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as until
from sync.island
where subject_id = :subject_id::bigint and resource = :resource::text
order by until_at desc;
