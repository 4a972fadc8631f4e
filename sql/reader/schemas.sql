-- Schemas that "repometer schema add" has made, which say :made_by in their comment: who may build there, and how much stands there.
select
  space.nspname::text as schema,
  array_to_string(
    array(
      select pg_get_userbyid(acl.grantee)::text
      from aclexplode(space.nspacl) as acl
      where acl.privilege_type = 'CREATE' and acl.grantee <> space.nspowner
      order by 1
    ),
    ', '
  ) as roles,
  count(class.oid)::int as relations,
  coalesce(sum(pg_total_relation_size(class.oid)), 0)::bigint as bytes
from pg_namespace as space
left join pg_class as class on class.relnamespace = space.oid and class.relkind in ('r', 'p', 'v', 'm', 'f')
where obj_description(space.oid, 'pg_namespace') = :made_by
group by space.oid, space.nspname, space.nspacl, space.nspowner
order by space.nspname;
