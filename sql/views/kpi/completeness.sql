create or replace view kpi.completeness as
select
  resource.subject_id as repository_id,
  resource.resource,
  resource.complete_from,
  resource.complete_through,
  lack.is_lacking,
  resource.complete_through is not null and resource.complete_from is null and not lack.is_lacking as is_whole,
  case
    when not lack.is_lacking and resource.complete_through >= coalesce(resource.complete_from, '-infinity') then
      tsrange(resource.complete_from at time zone 'utc', resource.complete_through at time zone 'utc')
  end as proven
from sync.resource
-- `offset 0`: looked up once, although three columns tell it.
cross join lateral (
  select
    resource.is_truncated or exists (
      select
      from sync.gap
      where gap.subject_id = resource.subject_id and gap.resource = resource.resource and gap.is_open
    ) as is_lacking
  offset 0
) as lack;
comment on view kpi.completeness is 'How far each source is proven to be here. complete_from null: since the beginning. is_lacking: truncated by GitHub, or with a gap that is still open.';
comment on column kpi.completeness.is_whole is 'Every row since the beginning, up to complete_through.';
comment on column kpi.completeness.proven is 'The UTC time of which every row is here; null: of none, for it is lacking or not proven yet.';
