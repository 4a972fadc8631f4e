create or replace view kpi.label_history as
select
  repository_id,
  complete_through,
  complete_through is not null and complete_from is null and not is_lacking as is_complete
from kpi.completeness
where resource = 'issue_events';
comment on view kpi.label_history is 'Whether every event of a repository''s issues is here, so that labels can be told for every month; no row: no.';
