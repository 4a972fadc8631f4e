-- Makes a session one that only reads, in UTC, with a time limit (:timeout_ms) for each statement, and tells what its login
-- may do besides. Set by a statement: options in the connection's URL would win over those of the client.
select
  set_config('default_transaction_read_only', 'on', false),
  set_config('statement_timeout', :timeout_ms::text, false),
  set_config('timezone', 'UTC', false),
  set_config('datestyle', 'ISO', false),
  current_user as login,
  -- "Read only" stops neither "copy … to program" of a superuser nor an owner who reads raw answers.
  pg_has_role(current_user, 'pg_execute_server_program', 'member')
    or pg_has_role(current_user, 'pg_write_server_files', 'member')
    or exists (
      select from pg_namespace where nspname in ('raw', 'sync') and has_schema_privilege(oid, 'usage')
    ) as may_do_too_much;
