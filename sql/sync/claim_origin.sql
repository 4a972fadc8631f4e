-- The API that this database belongs to; the first worker writes it.
with first as (
  insert into sync.origin (api_url) values (:api_url) on conflict do nothing returning api_url
)
select api_url from first
union all
select api_url from sync.origin;
