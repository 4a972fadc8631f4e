-- Who is a bot is decided by the login, too: a person renamed to or away from one that a rule names counts anew.

create or replace function kpi.recount_changed_accounts() returns trigger
language plpgsql
as $$
begin
  -- A rule that is being changed cannot be seen yet, and whoever changes it does not see the new login.
  lock table kpi.bot_rule in share mode;
  if kpi.is_bot(old.login, old.is_bot) is distinct from kpi.is_bot(new.login, new.is_bot) then
    perform kpi.recount_accounts(array[new.account_id]);
  end if;
  return null;
end;
$$;

drop trigger recount on github.account;
create trigger recount after update on github.account
for each row when ((old.login, old.is_bot) is distinct from (new.login, new.is_bot)) execute function kpi.recount_changed_accounts();
