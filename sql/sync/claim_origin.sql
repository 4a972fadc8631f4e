-- The API that this database belongs to, and what its server said of itself; the first worker writes it.
with first as (
  insert into sync.origin (api_url) values (:api_url) on conflict do nothing returning api_url, api_version, release
)
select api_url, api_version, release from first
union all
select api_url, api_version, release from sync.origin;
