create or replace view kpi.family_standing as
select
  source.repository_id,
  source.family,
  case
    when count(source.complete_through) = followed.sources then min(source.complete_through)
  end as complete_through,
  case
    when count(source.computed) = followed.sources then range_intersect_agg(source.computed)
  end as computed,
  max(source.complete_from) as complete_from
from kpi.family_completeness as source
join (select family, count(*) as sources from kpi.follows group by family) as followed on followed.family = source.family
group by source.repository_id, source.family, followed.sources;
comment on view kpi.family_standing is 'How far the tables of a family are complete by all the sources that it follows together.';
comment on column kpi.family_standing.complete_through is 'The least of its sources; null: one of them was never read to its end, or is not kept at all.';
comment on column kpi.family_standing.computed is 'The UTC time of which every row of every source is here and nothing waits to be computed; null: of none.';
comment on column kpi.family_standing.complete_from is 'The latest of its sources: before it, one of them is here in part alone; null: all of them are here since the beginning.';
