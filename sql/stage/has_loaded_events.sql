-- Whether the events of a repository's issues were read to the end of their list once. Before that nothing tells since when an
-- issue has its labels, and no history of them is derived.
select exists (
  select
  from sync.resource
  where subject_id = :repository_id::bigint and resource = 'issue_events' and complete_through is not null
) as has_loaded;
