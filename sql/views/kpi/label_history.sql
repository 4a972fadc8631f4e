create or replace view kpi.label_history as
select
  repository_id,
  complete_through,
  is_whole as is_complete,
  case when is_whole then proven end as proven
from kpi.completeness
where resource = 'issue_events';
comment on view kpi.label_history is 'Whether every event of a repository''s issues is here, so that labels can be told for every month; no row: no.';
comment on column kpi.label_history.proven is 'The UTC time of which labels can be told; null: of none.';
