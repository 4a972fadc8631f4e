-- Ends a key of the API, by its name or its id.
with revoked as (
  update sync.api_key set revoked_at = clock_timestamp()
  where revoked_at is null and (name = :name_or_id::text or key_id = :name_or_id::text)
  returning key_id
)
select count(*)::int as keys from revoked;
