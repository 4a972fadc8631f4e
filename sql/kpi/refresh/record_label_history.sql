-- Remembers whether the tables by issue label were computed with label history; writes nothing when that is the same.
update kpi.computation set has_label_history = :has_history::boolean
where repository_id = :repository_id::bigint
  and family = 'issue_labels'
  and has_label_history is distinct from :has_history::boolean;
