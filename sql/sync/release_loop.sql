-- A loop gives its repository up; the loop under the present name claims it.
update sync.loop set subject_id = null, state = 'renamed', reason = :reason, changed_at = clock_timestamp()
where workflow_id = :workflow_id;
