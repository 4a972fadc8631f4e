-- Where the tables of a :family stand, for each of :repository_ids: the day and the definition of the last computation, null before
-- the first; whether the :whole_source that a part of them needs is whole, and was at that time, null where none is needed; and
-- whether every one of :sources was complete once (a snapshot of half a list would stay for good).
select
  batch.repository_id,
  computation.as_of,
  computation.definition_version,
  computation.source_was_whole,
  case when :whole_source::text is not null then coalesce(whole.is_whole, false) end as source_is_whole,
  not exists (
    select
    from unnest(:sources::text[]) as source (resource)
    left join kpi.completeness on completeness.repository_id = batch.repository_id and completeness.resource = source.resource
    where completeness.complete_through is null
  ) as has_sources
from unnest(:repository_ids::bigint[]) as batch (repository_id)
left join kpi.computation on computation.repository_id = batch.repository_id and computation.family = :family::text
left join kpi.completeness as whole
  on whole.repository_id = batch.repository_id and whole.resource = :whole_source::text
order by batch.repository_id;
