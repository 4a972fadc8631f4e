-- What there is of a schema (:schema) and of a role (:role, null: none is asked for) that is to build there; a schema is ours when its
-- comment says :made_by.
select
  space.oid is not null as is_there,
  coalesce(obj_description(space.oid, 'pg_namespace') = :made_by, false) as is_ours,
  (
    select count(*)::int from pg_class where relnamespace = space.oid and relkind in ('r', 'p', 'v', 'm', 'f')
  ) as relations,
  role.oid is not null as has_role,
  coalesce(role.rolsuper or role.rolname = current_user, false) as may_anyway,
  coalesce(has_schema_privilege(role.oid, space.oid, 'create'), false) as may_build
from (select :schema::text as schema, :role::text as role) as asked
left join pg_namespace as space on space.nspname = asked.schema
left join pg_roles as role on role.rolname = asked.role;
