-- GitHub's list of events goes no further back than this; issues opened before are read one by one (queue/issue_events).
-- Null: a walk was taken up again at the very page that GitHub refused, and the oldest event that is stored tells.
-- A later walk reaches less far, but what lay between was read by the earlier ones.
update sync.resource set source_version = case
  when :reach::text is not null then least(source_version, :reach::text)
  else coalesce(
    source_version,
    (
      select to_char(min(issue_event.created_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
      from github.issue_event
      where issue_event.repository_id = :repository_id::bigint
    )
  )
end
where repository_id = :repository_id and resource = 'issue_events';
