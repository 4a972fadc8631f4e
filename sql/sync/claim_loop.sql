-- Names the loop that may write a repository; the one under its present name takes over from the one under an old name.
with released as (
  update sync.loop set
    repository_id = null,
    state = 'renamed',
    reason = format('Now kept by %s.', :workflow_id::text),
    changed_at = clock_timestamp()
  where repository_id = :repository_id::bigint and workflow_id <> :workflow_id
  returning 1
)
insert into sync.loop as known (workflow_id, owner, name, repository_id, every, resources, state)
select
  :workflow_id, :owner, :name, case when (select count(*) from released) >= 0 then :repository_id::bigint end, :every,
  :resources::text[], 'loading'
on conflict (workflow_id) do update set
  owner = excluded.owner,
  name = excluded.name,
  repository_id = excluded.repository_id,
  every = excluded.every,
  resources = excluded.resources,
  state = excluded.state,
  reason = null,
  changed_at = clock_timestamp()
where (known.owner, known.name, known.repository_id, known.every, known.resources)
    is distinct from (excluded.owner, excluded.name, excluded.repository_id, excluded.every, excluded.resources)
  or known.state in ('failed', 'renamed', 'limited', 'forbidden', 'blocked');
