-- The migrations that this database has; asked only where `doctor/server` says that there are any.
select name, checksum from public.repometer_migration_checksum order by name;
