-- GitHub's list goes no further back than this; what hangs on older numbers is read one by one (queue/issue_events).
-- Null: a walk was taken up again at the very page that GitHub refused, and the oldest row that is stored tells.
-- A later walk reaches less far, but what lay between was read by the earlier ones.
update sync.resource set reach_at = case
  when :reach_at::timestamptz is not null then least(reach_at, :reach_at::timestamptz)
  else coalesce(
    reach_at, (select min(created_at) from github.:"table" where :"subject" = :subject_id::bigint)
  )
end
where subject_id = :subject_id::bigint and resource = :resource;
