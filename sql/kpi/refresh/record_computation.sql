-- Remembers the day and the definition that a family stands at; writes nothing when they are the same.
insert into kpi.computation (repository_id, family, as_of, definition_version)
select :repository_id::bigint, :family::text, :as_of::date, :definition_version::int
where not exists (
  select
  from kpi.computation
  where repository_id = :repository_id::bigint
    and family = :family::text
    and as_of = :as_of::date
    and definition_version = :definition_version::int
)
on conflict (repository_id, family) do update set
  as_of = excluded.as_of,
  definition_version = excluded.definition_version;
