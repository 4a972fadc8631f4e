-- A walk over a branch that was rewritten meanwhile, or that GitHub does not give, is given up; a pass over its present state
-- is wanted.
with dropped as (
  delete from sync.cursor
  where subject_id = :subject_id and resource = :resource and window_key = :window_key
),
forgotten as (
  delete from sync.seen where subject_id = :subject_id and resource = :resource
)
update sync.resource set is_pass_wanted = true, pass_since = null, attempts = attempts + :failures::int
where subject_id = :subject_id and resource = :resource
returning attempts;
