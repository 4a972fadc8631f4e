-- A day's snapshot of what the labels of the open work of :repository_ids say, one row a definition of kpi.label_rule.
--   issues            open issues AND pull requests updated since two months before :as_of (00:00 UTC of that day); without
--                     those that are known to be deleted, hidden or transferred.
--   defects           those that a rule of the category `bug` hits; defect_density = defects / issues, a fraction.
--   performance_issues those that a `performance` rule hits; performance_share = performance_issues / issues × 100, a percentage.
-- Three definitions stand side by side:
--   substring   as published: a pattern occurs in the label names joined by `;`.
--   label       as published: one label equals the pattern.
--   vocabulary  a label's words, after kpi.normalise_label, are those of a rule; the categories of label_categories_monthly.
-- None sees upper or lower case; kpi.takes_label says what each kind of rule means. An item counts once however many of its labels
-- hit. No items: no row.
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
    row_number() over () as item,
    repository.repository_id,
    issue.label_names,
    kpi.lower_case(array_to_string(issue.label_names, ';')) as joined_labels
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

rule as materialized (
  select definition, category, kind, needle, definition <> 'vocabulary' and kind = 'substring' as is_of_joined
  from kpi.label_rule
  where category in ('bug', 'performance')
),

definition as (
  select
    definition,
    coalesce(array_agg(needle order by needle collate "C") filter (where category = 'bug'), '{}') as defect_labels,
    coalesce(array_agg(needle order by needle collate "C") filter (where category = 'performance'), '{}') as performance_labels,
    (select max(version) from kpi.label_rule_change where label_rule_change.definition = rule.definition) as rules_version
  from rule
  group by definition
),

known_label as materialized (
  select label, kpi.lower_case(label) as lowered, kpi.normalise_label(label) as normalised
  from (select distinct label from item cross join lateral unnest(label_names) as label) as worn
),

hit_label as materialized (
  select distinct known_label.label, rule.definition, rule.category
  from known_label
  join rule
    on not rule.is_of_joined
    and kpi.takes_label(rule.definition, rule.kind, rule.needle, known_label.lowered, known_label.normalised)
),

hit as materialized (
  select item.item, hit_label.definition, hit_label.category
  from item
  cross join lateral unnest(item.label_names) as label
  join hit_label using (label)
  union
  select item.item, rule.definition, rule.category
  from item
  join rule on rule.is_of_joined and strpos(item.joined_labels, rule.needle) > 0
),

found as (
  select
    item.repository_id,
    hit.definition,
    (count(*) filter (where hit.category = 'bug'))::int as defects,
    (count(*) filter (where hit.category = 'performance'))::int as performance_issues
  from hit
  join item using (item)
  group by item.repository_id, hit.definition
),

counted as (
  select
    item.repository_id,
    definition.definition,
    item.issues,
    coalesce(found.defects, 0) as defects,
    coalesce(found.performance_issues, 0) as performance_issues,
    definition.defect_labels,
    definition.performance_labels,
    definition.rules_version
  from (select repository_id, count(*)::int as issues from item group by repository_id) as item
  cross join definition
  left join found on found.repository_id = item.repository_id and found.definition = definition.definition
),

written as (
  insert into kpi.label_quality (
    repository_id, as_of, definition, issues, defects, defect_density, performance_issues, performance_share,
    defect_labels, performance_labels, is_retroactive, data_complete_through, definition_version, computed_at, rules_version
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
    counted.defect_labels,
    counted.performance_labels,
    :is_retroactive::boolean,
    source.complete_through,
    :definition_version::int,
    :computed_at::timestamptz,
    counted.rules_version
  from counted
  left join kpi.completeness as source on source.repository_id = counted.repository_id and source.resource = 'issues'
  order by counted.repository_id, counted.definition
  on conflict (repository_id, as_of, definition) do nothing
  returning 1
)

select (select count(*) from written) as written, 0::bigint as deleted;
