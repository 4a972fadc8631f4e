-- What the server behind the API said of itself. Another release may have what the one before lacked, so that is due at once.
with told as (
  update sync.origin set api_version = :api_version, release = :release
  where (api_version, release) is distinct from (:api_version, :release)
  returning true
)
update sync.resource set next_try_at = clock_timestamp()
where state = 'disabled' and exists (select from told);
