-- The repository named owner/name, upper and lower case alike: the one that a loop keeps, else the one seen last.
select known.repository_id, known.owner || '/' || known.name as repository
from (
  select subject_id as repository_id, owner, name, null::timestamptz as answered_at
  from sync.loop
  where subject_kind = 'repository' and subject_id is not null
  union all
  select repository_id, owner, name, answered_at from github.repository
) as known
where lower(known.owner || '/' || known.name) = lower(:repository)
order by known.answered_at desc nulls first
limit 1;
