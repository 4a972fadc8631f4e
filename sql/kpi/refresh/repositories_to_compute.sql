-- The repositories whose summary tables are behind; with :all every one. Behind is who has marks or months that are due, or one of
-- :families [{family, version, grain, sources: [{source}], whole_source}] that was never computed, stands at another definition or
-- at another month than :as_of, or whose whole source has become whole, or is it no more. A family of days is behind without a
-- snapshot of :as_of, once each of its sources was complete.
with declared as materialized (
  select *
  from jsonb_to_recordset(:families::jsonb) as family (
    family text, version int, grain text, sources jsonb, whole_source text
  )
)

select repository.repository_id, repository.owner || '/' || repository.name as repository
from github.repository
where :all::boolean
  or exists (select from sync.mark where mark.subject_id = repository.repository_id)
  or exists (
    select
    from kpi.due_month
    where due_month.repository_id = repository.repository_id and due_month.family in (select family from declared)
  )
  or exists (
    select
    from declared
    left join kpi.computation
      on computation.repository_id = repository.repository_id and computation.family = declared.family
    where case
      when declared.grain = 'day' then
        computation.as_of is distinct from :as_of::date
        and not exists (
          select
          from jsonb_to_recordset(declared.sources) as source (source text)
          left join kpi.completeness
            on completeness.repository_id = repository.repository_id and completeness.resource = source.source
          where completeness.complete_through is null
        )
      else
        computation.definition_version is distinct from declared.version
        or date_trunc('month', computation.as_of::timestamp) <> date_trunc('month', :as_of::date::timestamp)
        or (
          declared.whole_source is not null
          and computation.source_was_whole is distinct from coalesce(
            (
              select is_whole
              from kpi.completeness
              where completeness.repository_id = repository.repository_id
                and completeness.resource = declared.whole_source
            ),
            false
          )
        )
    end
  )
union all
-- Known by events alone.
select event_repository.repository_id, event_repository.name
from github.event_repository
where not exists (select from github.repository where repository.repository_id = event_repository.repository_id)
  and event_repository.name like '%/%'
  and (
    exists (select from sync.mark where mark.subject_id = event_repository.repository_id)
    or exists (
      select
      from kpi.due_month
      where due_month.repository_id = event_repository.repository_id and due_month.family in (select family from declared)
    )
    or (:all::boolean and exists (select from kpi.computation where computation.repository_id = event_repository.repository_id))
  )
order by repository_id;
