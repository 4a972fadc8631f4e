-- The repositories whose summary tables are behind; with :all every one. Behind is who has touched months, or a family of tables
-- that was never computed, stands at another definition (:families with their :definition_versions) or at another month than
-- :as_of, or whose history of labels has become complete since. label_quality is behind without a snapshot of that day, once the issue list was whole.
select repository.repository_id, repository.owner || '/' || repository.name as repository
from github.repository
where :all::boolean
  or exists (
    select from sync.touched_month where touched_month.repository_id = repository.repository_id
  )
  or exists (
    select
    from unnest(:families::text[], :definition_versions::int[]) as expected (family, definition_version)
    left join kpi.computation
      on computation.repository_id = repository.repository_id and computation.family = expected.family
    where case
      when expected.family = 'label_quality' then
        computation.as_of is distinct from :as_of::date
        and exists (
          select
          from kpi.completeness
          where completeness.repository_id = repository.repository_id
            and completeness.resource = 'issues'
            and completeness.complete_through is not null
        )
      else
        computation.definition_version is distinct from expected.definition_version
        or date_trunc('month', computation.as_of::timestamp) <> date_trunc('month', :as_of::date::timestamp)
        -- The history of labels has become complete, or is complete no more: its columns of all months change.
        or (
          expected.family = 'issue_labels'
          and computation.has_label_history is distinct from coalesce(
            (
              select is_complete
              from kpi.label_history
              where label_history.repository_id = repository.repository_id
            ),
            false
          )
        )
    end
  )
order by repository.repository_id;
