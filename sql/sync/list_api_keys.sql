-- Every key of the API, without what proves it.
select
  key_id, name, scope,
  to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created_at,
  to_char(last_used_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last_used_at,
  to_char(revoked_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as revoked_at
from sync.api_key
order by sync.api_key.created_at, key_id;
