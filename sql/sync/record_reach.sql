-- GitHub's list of events goes no further back than this; issues opened before are read one by one (queue/issue_events).
-- A later walk reaches less far, but what lay between was read by the earlier ones.
update sync.resource set source_version = least(coalesce(source_version, :reach), :reach)
where repository_id = :repository_id and resource = 'issue_events';
