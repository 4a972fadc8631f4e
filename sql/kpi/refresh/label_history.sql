-- Whether label history is complete, and whether the tables were last computed with it (null: never).
select
  coalesce((select is_complete from kpi.label_history where repository_id = :repository_id::bigint), false) as is_complete,
  (
    select has_label_history
    from kpi.computation
    where repository_id = :repository_id::bigint and family = 'issue_labels'
  ) as was_complete;
