-- Writes down which family follows which source, of :families [{family, grain, sources: [{source, months_on}]}]; months_on null: any
-- change is one of every month. Tells the families that follow more than before. What is followed less is left to a migration:
-- another worker, of an older build, may still run beside this one. Snapshots of days follow nothing.
with declared as (
  select family.family, source.source, source.months_on
  from jsonb_to_recordset(:families::jsonb) as family (family text, grain text, sources jsonb)
  cross join lateral jsonb_to_recordset(family.sources) as source (source text, months_on int)
  where family.grain <> 'day'
),

widened as (
  insert into kpi.follows as known (family, source, months_on)
  select family, source, months_on
  from declared
  where not exists (
    select
    from kpi.follows
    where follows.family = declared.family
      and follows.source = declared.source
      and (follows.months_on is null or follows.months_on >= declared.months_on)
  )
  order by family, source
  on conflict (family, source) do update set months_on = excluded.months_on
  where known.months_on is not null and (excluded.months_on is null or excluded.months_on > known.months_on)
  returning family
)

select distinct family from widened order by family;
