-- Keeps functions of Postgres' own that everybody may call for the owner of this database: large objects, which on Postgres 15 a
-- transaction that "only reads" may write, messages in the write-ahead log, and advisory locks, which are the workers'. For a
-- superuser, in the product's own database.
do $$
declare
  -- Of the database, and of the product's tables where they are made already.
  owners text := (
    select string_agg(distinct owner::regrole::text, ', ')
    from (
      select datdba from pg_database where datname = current_database()
      union all
      select nspowner from pg_namespace where nspname = 'sync'
    ) as known (owner)
  );
  open_function regprocedure;
begin
  for open_function in
    select oid
    from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace
      and proname ~ '^(lo_.*|loread|lowrite|pg_(try_)?advisory_.*|pg_logical_emit_message)$'
      -- Somebody who may not do it would be warned of each.
      and pg_has_role(proowner, 'usage')
      and exists (
        select from aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee = 0 and privilege_type = 'EXECUTE'
      )
  loop
    execute format('grant execute on function %s to %s', open_function, owners);
    execute format('revoke execute on function %s from public', open_function);
  end loop;
end
$$;
