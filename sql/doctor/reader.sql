-- What the login of the readers may do; it is meant to read the schema report, whole, and nothing else.
select
  current_user as login,
  role.rolsuper
    or pg_has_role(current_user, 'pg_execute_server_program', 'member')
    or pg_has_role(current_user, 'pg_write_server_files', 'member') as may_run_programs,
  array(
    select schema.nspname::text
    from pg_namespace as schema
    where schema.nspname in ('raw', 'github', 'sync', 'kpi') and has_schema_privilege(schema.oid, 'usage')
    order by schema.nspname
  ) as other_schemas,
  coalesce(has_schema_privilege(to_regnamespace('report')::oid, 'usage'), false) as sees_report,
  array(
    select class.relname::text
    from pg_class as class
    where class.relnamespace = to_regnamespace('report')
      and class.relkind in ('v', 'm')
      and not has_table_privilege(class.oid, 'select')
    order by class.relname
  ) as hidden_views
from pg_roles as role
where role.rolname = current_user;
