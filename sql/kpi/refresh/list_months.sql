-- Every month that can have a row of :summary_table for each of :repository_ids: from its first row in :source_table, by
-- :source_column, on to the day :as_of; and every month that has one.
select repository_id, to_char(month, 'YYYY-MM-DD') as month
from kpi.months_of(
  :source_table::text::regclass, :source_column::name, :summary_table::text::regclass, :repository_ids::bigint[], :as_of::date
)
order by repository_id, month;
