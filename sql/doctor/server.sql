-- What doctor says about a database and the login that it is asked with.
select
  current_setting('server_version') as version,
  current_setting('server_version_num')::int as version_number,
  current_user as login,
  role.rolsuper as is_superuser,
  pg_database_size(current_database()) as bytes,
  current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most_connections,
  (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
  to_regclass('public.repometer_migration_checksum') is not null as is_migrated,
  pg_is_in_recovery() as is_standby,
  -- As sessions begin here; this one was told to read only.
  (select reset_val = 'on' from pg_settings where name = 'default_transaction_read_only') as is_frozen
from pg_roles as role
where role.rolname = current_user;
