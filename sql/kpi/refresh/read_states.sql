-- Where the tables of each of :families [{family, sources: [{source}], whole_source}] stand, for each of :repository_ids: the day and
-- the definition of the last computation, null before the first; whether the whole source that a part of them needs is whole, and
-- was at that time, null where none is needed; whether every source was complete once (a snapshot of half a list would stay for
-- good); and whether months are due.
select
  batch.repository_id,
  declared.family,
  to_char(computation.as_of, 'YYYY-MM-DD') as as_of,
  computation.definition_version,
  computation.source_was_whole,
  case when declared.whole_source is not null then coalesce(whole.is_whole, false) end as source_is_whole,
  not exists (
    select
    from jsonb_to_recordset(declared.sources) as source (source text)
    where (
      select complete_through
      from kpi.completeness
      where completeness.repository_id = batch.repository_id and completeness.resource = source.source
    ) is null
  ) as has_sources,
  exists (
    select
    from kpi.due_month
    where due_month.repository_id = batch.repository_id and due_month.family = declared.family
  ) as has_due
from unnest(:repository_ids::bigint[]) as batch (repository_id)
cross join jsonb_to_recordset(:families::jsonb) as declared (family text, sources jsonb, whole_source text)
-- `offset 0`: a look at the keys for each, whatever the planner takes the lists for.
left join lateral (
  select as_of, definition_version, source_was_whole
  from kpi.computation
  where computation.repository_id = batch.repository_id and computation.family = declared.family
  offset 0
) as computation on true
left join lateral (
  select is_whole
  from kpi.completeness
  where completeness.repository_id = batch.repository_id and completeness.resource = declared.whole_source
  offset 0
) as whole on true
order by batch.repository_id;
