-- What keeps the readers' own sessions in bounds, whoever opens them: as what they begin, and which functions beside those that
-- read are open to them.
with setting as (
  select unnest(setconfig) as text
  from pg_db_role_setting
  where setrole in (0, (select oid from pg_roles where rolname = current_user))
    and setdatabase in (0, (select oid from pg_database where datname = current_database()))
)
select
  exists (select from setting where text in ('default_transaction_read_only=on', 'default_transaction_read_only=true'))
    as only_reads,
  exists (select from setting where text like 'statement\_timeout=%' and text not like '%=0') as has_time_limit,
  array(
    select distinct proname::text
    from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace
      and proname in ('lo_from_bytea', 'lo_create', 'lowrite', 'pg_advisory_lock', 'pg_logical_emit_message')
      and has_function_privilege(oid, 'execute')
    order by 1
  ) as open_functions;
