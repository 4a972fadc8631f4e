-- Whether the issue list was ever whole (a snapshot of half a list would stay for good), and whether the day has its snapshot.
select
  exists (
    select
    from kpi.completeness
    where repository_id = :repository_id::bigint and resource = 'issues' and complete_through is not null
  ) as is_list_whole,
  exists (
    select from kpi.label_quality where repository_id = :repository_id::bigint and as_of = :as_of::date
  ) as has_snapshot;
