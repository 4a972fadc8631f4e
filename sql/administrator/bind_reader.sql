-- Sessions of repometer_reader only read unless told otherwise, and no statement of theirs takes longer than five minutes unless
-- an administrator has said how long it may. For a superuser, or a login that may change that role.
do $$
declare
  settings text[] := coalesce((select setconfig from pg_db_role_setting where setrole = 'repometer_reader'::regrole and setdatabase = 0), '{}');
begin
  if not 'default_transaction_read_only=on' = any (settings) then
    alter role repometer_reader set default_transaction_read_only = on;
  end if;
  if not exists (select from unnest(settings) as setting where setting like 'statement\_timeout=%') then
    alter role repometer_reader set statement_timeout = '5min';
  end if;
end
$$;
