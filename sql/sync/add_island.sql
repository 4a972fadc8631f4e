-- A range that was read, from :since_at (null: the beginning of the list) up to :until_at; with those that it touches it is one.
with lower as (
  delete from sync.island
  where subject_id = :subject_id::bigint and resource = :resource::text and until_at = :since_at::timestamptz
  returning since_at
),
begun as (
  select case when exists (select from lower) then (select since_at from lower) else :since_at::timestamptz end as since_at
),
grown as (
  update sync.island set since_at = begun.since_at
  from begun
  where subject_id = :subject_id::bigint and resource = :resource::text and island.since_at = :until_at::timestamptz
  returning 1
)
insert into sync.island as known (subject_id, resource, since_at, until_at)
select :subject_id::bigint, :resource::text, begun.since_at, :until_at::timestamptz
from begun
where not exists (select from grown)
on conflict (subject_id, resource, until_at) do update set since_at = sync.earlier(known.since_at, excluded.since_at);
