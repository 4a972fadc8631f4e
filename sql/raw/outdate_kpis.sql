-- Makes every monthly table of a repository count anew with the next computation, as a new definition would. The snapshots
-- of label_quality are written once and stay.
update kpi.computation set definition_version = 0
where repository_id = :repository_id::bigint and family <> 'label_quality';
