-- Removes the label rules of :definition and :category with that :pattern, in any case; of :kind alone, where it is given. Tells the
-- kinds and patterns that were removed, and of how many repositories the months count anew.
with removed as (
  delete from kpi.label_rule
  where definition = :definition::text
    and category = :category::text
    and kpi.lower_case(pattern) = kpi.lower_case(:pattern::text)
    and (:kind::text is null or kind = :kind::text)
  returning kind, pattern
)

select kind, pattern, (select count(*) from github.repository) as repositories
from removed
order by kind, pattern;
