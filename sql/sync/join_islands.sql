-- Ranges of a list that are contiguous with what is complete belong to it: complete_from moves back, and never forward.
with joined as (
  delete from sync.island
  using sync.resource
  where island.subject_id = :subject_id::bigint and island.resource = :resource::text
    and resource.subject_id = island.subject_id and resource.resource = island.resource
    and resource.complete_through is not null
    and (resource.complete_from is null or island.until_at >= resource.complete_from)
  returning island.since_at
)
update sync.resource set
  complete_from = case
    when exists (select from joined where since_at is null) then null
    else sync.earlier(complete_from, (select min(since_at) from joined))
  end
where subject_id = :subject_id::bigint and resource = :resource::text and exists (select from joined);
