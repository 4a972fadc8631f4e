-- When a loop last did anything: what it has written says so. A loop that is overdue is known by it, also in the midst of a long load.
alter table sync.resource add column touched_at timestamptz not null default clock_timestamp();

create function sync.touch() returns trigger
language plpgsql
as $$
begin
  new.touched_at := clock_timestamp();
  return new;
end;
$$;

create trigger touch before update on sync.resource for each row execute function sync.touch();
