-- A day's snapshot of what the labels of the open work of :repository_ids say, one row a definition of kpi.label_rule.
--   issues            open issues AND pull requests updated since two months before :as_of (00:00 UTC of that day); without
--                     those that are known to be deleted, hidden or transferred.
--   defects           those that a `defect` rule hits; defect_density = defects / issues, a fraction.
--   performance_issues those that a `performance` rule hits; performance_share = performance_issues / issues × 100, a percentage.
-- A `substring` rule looks for its pattern in the label names joined by `;`, a `label` rule for one label that equals it; neither
-- sees upper or lower case. An item counts once however many of its labels hit. No items: no row.
-- Written once, never recomputed: a day that has a snapshot is left alone. With :is_retroactive the day is over: open is then what was
-- created before its end and not closed before it, but labels and updates are those of today.
with bound as (
  select
    (:as_of::date - interval '2 months') at time zone 'utc' as updated_since,
    (:as_of::date + 1)::timestamp at time zone 'utc' as as_of_end
),

repository as materialized (
  select distinct batch.repository_id
  from unnest(:repository_ids::bigint[]) as batch (repository_id)
  where not exists (
    select from kpi.label_quality as stored where stored.repository_id = batch.repository_id and stored.as_of = :as_of::date
  )
),

item as materialized (
  select
    repository.repository_id,
    lower(array_to_string(issue.label_names, ';')) as joined_labels,
    array(select lower(label) from unnest(issue.label_names) as label) as labels
  from repository
  cross join bound
  -- `offset 0`: a look at the index for each repository.
  cross join lateral (
    select label_names
    from github.issue
    where repository_id = repository.repository_id
      and deleted_at is null
      and updated_at >= bound.updated_since
      and created_at < bound.as_of_end
      and (state = 'open' or (:is_retroactive::boolean and closed_at >= bound.as_of_end))
    offset 0
  ) as issue
),

definition as (
  select
    definition,
    coalesce(array_agg(lower(pattern) order by lower(pattern)) filter (where measure = 'defect'), '{}') as defect_labels,
    coalesce(array_agg(lower(pattern) order by lower(pattern)) filter (where measure = 'performance'), '{}') as performance_labels
  from kpi.label_rule
  group by definition
),

judged as (
  select
    item.repository_id,
    definition.definition,
    hit.is_defect,
    hit.is_performance
  from item
  cross join definition
  cross join lateral (
    select
      coalesce(bool_or(rule.measure = 'defect'), false) as is_defect,
      coalesce(bool_or(rule.measure = 'performance'), false) as is_performance
    from kpi.label_rule as rule
    where rule.definition = definition.definition
      and case rule.match
        when 'substring' then strpos(item.joined_labels, lower(rule.pattern)) > 0
        else lower(rule.pattern) = any (item.labels)
      end
  ) as hit
),

counted as (
  select
    repository_id,
    definition,
    count(*)::int as issues,
    (count(*) filter (where is_defect))::int as defects,
    (count(*) filter (where is_performance))::int as performance_issues
  from judged
  group by repository_id, definition
),

written as (
  insert into kpi.label_quality (
    repository_id, as_of, definition, issues, defects, defect_density, performance_issues, performance_share,
    defect_labels, performance_labels, is_retroactive, data_complete_through, definition_version, computed_at
  )
  select
    counted.repository_id,
    :as_of::date,
    counted.definition,
    counted.issues,
    counted.defects,
    counted.defects::float8 / counted.issues,
    counted.performance_issues,
    counted.performance_issues::float8 / counted.issues * 100,
    definition.defect_labels,
    definition.performance_labels,
    :is_retroactive::boolean,
    source.complete_through,
    :definition_version::int,
    :computed_at::timestamptz
  from counted
  join definition using (definition)
  left join kpi.completeness as source on source.repository_id = counted.repository_id and source.resource = 'issues'
  order by counted.repository_id, counted.definition
  on conflict (repository_id, as_of, definition) do nothing
  returning 1
)

select (select count(*) from written) as written, 0::bigint as deleted;
