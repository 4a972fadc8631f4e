-- A loop gives its repository, or its owner, up; the loop under the present name claims it. It goes by the name that it was started under.
update sync.loop set
  subject_id = null,
  owner = split_part(workflow_id, '/', 2),
  name = nullif(split_part(workflow_id, '/', 3), ''),
  state = 'renamed',
  reason = :reason,
  changed_at = clock_timestamp()
where workflow_id = :workflow_id;
