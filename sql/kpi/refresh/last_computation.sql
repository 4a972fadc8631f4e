-- The day and the definition that a repository's tables of one family stand at; no row before the first computation.
select as_of, definition_version
from kpi.computation
where repository_id = :repository_id::bigint and family = :family::text;
