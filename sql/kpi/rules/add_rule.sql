-- Adds a label rule, where it is not there yet. Tells whether it was added, how its pattern is compared, and of how many repositories
-- the months count anew.
with added as (
  insert into kpi.label_rule (definition, category, kind, pattern)
  values (:definition::text, :category::text, :kind::text, :pattern::text)
  on conflict do nothing
  returning needle
)

select
  exists (select from added) as is_added,
  (select needle from added) as needle,
  (select count(*) from github.repository) as repositories;
