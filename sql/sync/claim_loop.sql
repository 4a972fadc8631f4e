-- Names the loop that may write a subject; the one under its present name takes over from the one under an old name.
with released as (
  update sync.loop set
    subject_id = null,
    -- It goes by the name that it was started under.
    owner = split_part(workflow_id, '/', 2),
    name = nullif(split_part(workflow_id, '/', 3), ''),
    state = 'renamed',
    reason = format('Now kept by %s.', :workflow_id::text),
    changed_at = clock_timestamp()
  where kind = :kind and subject_kind = :subject_kind and subject_id = :subject_id::bigint and workflow_id <> :workflow_id
  returning 1
),
-- It is kept again: what a removed loop left as its last word is not true any more.
kept as (
  update sync.resource set reason = null
  where subject_kind = :subject_kind and subject_id = :subject_id::bigint and resource = any (:resources::text[])
    and reason = 'No loop keeps this any more.'
)
insert into sync.loop as known
  (workflow_id, kind, subject_kind, owner, name, subject_id, every, resources, state)
select
  :workflow_id, :kind, :subject_kind, :owner, :name,
  case when (select count(*) from released) >= 0 then :subject_id::bigint end, :every, :resources::text[], 'loading'
on conflict (workflow_id) do update set
  owner = excluded.owner,
  name = excluded.name,
  subject_id = excluded.subject_id,
  every = excluded.every,
  resources = excluded.resources,
  state = excluded.state,
  reason = null,
  refusals = 0,
  changed_at = clock_timestamp()
where (known.owner, known.name, known.subject_id, known.every, known.resources)
    is distinct from (excluded.owner, excluded.name, excluded.subject_id, excluded.every, excluded.resources)
  or known.refusals > 0
  or known.state in ('failed', 'renamed', 'limited', 'forbidden', 'blocked', 'ended');
