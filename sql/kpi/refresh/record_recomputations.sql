-- Remembers which months of :family count anew in this transaction, and why: a row for each of :repository_ids and :reasons, which are lists
-- of equal length as :months, :first_months, :last_months and :month_lists are.
insert into kpi.recomputation (
  repository_id, family, reason, months, first_month, last_month, month_list, definition_version, recomputed_at
)
select
  told.repository_id, :family::text, told.reason, told.months, told.first_month, told.last_month, told.month_list,
  :definition_version::int, :computed_at::timestamptz
from unnest(
  :repository_ids::bigint[], :reasons::text[], :months::int[], :first_months::date[], :last_months::date[], :month_lists::text[]
) as told (repository_id, reason, months, first_month, last_month, month_list)
order by told.repository_id, told.reason
on conflict (repository_id, family, reason) do update set
  months = excluded.months,
  first_month = excluded.first_month,
  last_month = excluded.last_month,
  month_list = excluded.month_list,
  definition_version = excluded.definition_version,
  recomputed_at = excluded.recomputed_at;
