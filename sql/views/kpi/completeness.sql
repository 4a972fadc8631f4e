create or replace view kpi.completeness as
select
  resource.subject_id as repository_id,
  resource.resource,
  resource.complete_from,
  resource.complete_through,
  resource.is_truncated or exists (
    select
    from sync.gap
    where gap.subject_id = resource.subject_id and gap.resource = resource.resource and gap.is_open
  ) as is_lacking
from sync.resource;
comment on view kpi.completeness is 'complete_from null: since the beginning. is_lacking: truncated by GitHub, or with a gap that is still open.';
