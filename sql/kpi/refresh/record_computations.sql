-- Remembers the day and the definition that a family stands at for each of :repository_ids, and whether the source that a part of
-- its tables needs was whole, as :sources_were_whole says in the same order.
insert into kpi.computation (repository_id, family, as_of, definition_version, source_was_whole)
select batch.repository_id, :family::text, :as_of::date, :definition_version::int, batch.source_was_whole
from unnest(:repository_ids::bigint[], :sources_were_whole::boolean[]) as batch (repository_id, source_was_whole)
order by batch.repository_id
on conflict (repository_id, family) do update set
  as_of = excluded.as_of,
  definition_version = excluded.definition_version,
  source_was_whole = excluded.source_was_whole;
