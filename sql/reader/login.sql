-- Who is logged in, and whether that login may do more than read reports.
select
  current_user as login,
  -- "Read only" stops neither "copy … to program" of a superuser nor an owner who reads raw answers.
  pg_has_role(current_user, 'pg_execute_server_program', 'member')
    or pg_has_role(current_user, 'pg_write_server_files', 'member')
    or exists (
      select from pg_namespace where nspname in ('raw', 'sync') and has_schema_privilege(oid, 'usage')
    ) as may_do_too_much;
