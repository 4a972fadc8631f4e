-- Makes a session ours, whatever the server, its administrator, the role or the options of a URL say: instants in UTC and texts as
-- they are read here, no limit but the one given (:timeout_ms, 0: none), each statement on what is committed. Tells the session's
-- process. A database that is set to read only stays so: that may be how its provider saves the last of a disk.
select
  pg_backend_pid() as backend,
  set_config('timezone', 'UTC', false),
  set_config('datestyle', 'ISO, MDY', false),
  set_config('intervalstyle', 'postgres', false),
  set_config('bytea_output', 'hex', false),
  set_config('extra_float_digits', '1', false),
  set_config('statement_timeout', :timeout_ms::text, false),
  set_config('lock_timeout', '0', false),
  -- A writer that was frozen amid a transaction keeps its row locks, and its machine still answers: a minute without the next statement
  -- ends it. Who reads may stand in a pager for as long as its reader likes, and holds nobody up.
  set_config('idle_in_transaction_session_timeout', case when :is_read_only::boolean then '0' else '60000' end, false),
  set_config('tcp_user_timeout', case when :is_read_only::boolean then '0' else '60000' end, false),
  set_config('idle_session_timeout', '0', false),
  -- The session of a machine that vanished ends within a minute, and its locks with it; by default that takes two hours.
  set_config('tcp_keepalives_idle', '30', false),
  set_config('tcp_keepalives_interval', '10', false),
  set_config('tcp_keepalives_count', '3', false),
  case
    when current_setting('server_version_num')::int >= 170000 then set_config('transaction_timeout', '0', false)
  end,
  -- Where a server compiles (Debian's and the images of Postgres do), one changed issue took 350 ms instead of 50: the statements are long,
  -- the planner reckons them costly, and what they do takes less than to compile them.
  set_config('jit', 'off', false),
  set_config('default_transaction_isolation', 'read committed', false),
  case when :is_read_only::boolean then set_config('default_transaction_read_only', 'on', false) end,
  -- People's own statements are run in sessions that only read, and look where people told them to.
  case when not :is_read_only::boolean then set_config('search_path', 'public', false) end;
