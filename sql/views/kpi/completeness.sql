create or replace view kpi.completeness as
select
  resource.subject_id as repository_id,
  resource.resource,
  resource.complete_from,
  resource.complete_through,
  lack.is_lacking,
  resource.complete_through is not null and resource.complete_from is null and not lack.is_lacking as is_whole,
  case
    when not lack.is_lacking and resource.stale_since is null
      and resource.complete_through >= coalesce(resource.complete_from, '-infinity') then
      tsrange(resource.complete_from at time zone 'utc', resource.complete_through at time zone 'utc')
  end as proven,
  resource.stale_since is not null as is_stale
from sync.resource
-- `offset 0`: looked up once, although three columns tell it.
cross join lateral (
  select
    resource.is_truncated or exists (
      select
      from sync.gap
      where gap.subject_id = resource.subject_id and gap.resource = resource.resource and gap.is_open
    ) or exists (
      select
      from sync.item
      where item.subject_id = resource.subject_id and item.resource = resource.resource
        and item.read_version is distinct from item.wanted_version
    ) as is_lacking
  offset 0
) as lack;
comment on view kpi.completeness is 'How far each source is proven to be here. complete_from null: since the beginning. is_lacking: truncated by GitHub, with a gap that is still open, or with single things that are still to be asked for.';
comment on column kpi.completeness.is_whole is 'Every row since the beginning, up to complete_through.';
comment on column kpi.completeness.proven is 'The UTC time of which every row is here; null: of none, for it is lacking, stale or not proven yet.';
comment on column kpi.completeness.is_stale is 'Something that the source follows has changed since it was read: issues may be here whose label history is not.';
