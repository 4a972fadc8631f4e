-- A month that is due says what has changed, and what was counted anew stays told.

-- Empty: a build that is older than this wrote it.
alter table kpi.due_month add column source text not null default '';
alter table kpi.due_month drop constraint due_month_pkey;
alter table kpi.due_month add constraint due_month_pkey primary key (repository_id, family, month, source);
comment on column kpi.due_month.source is 'What has changed: a source as kpi.follows names it, or accounts: GitHub or a rule says another thing of who is a bot. Empty: nobody said.';

create or replace function kpi.recount_accounts(account_ids bigint[]) returns void
language plpgsql
as $$
begin
  if cardinality(account_ids) = 0 then
    return;
  end if;
  -- A computation under way has decided by the old word, and its people cannot be seen before it ends.
  lock table kpi.new_contributors in share mode;
  insert into kpi.due_month (repository_id, family, month, source)
  select distinct person.repository_id, follower.family, '-infinity'::date, 'accounts'
  from kpi.new_contributors as person
  cross join (
    values ('contributors'), ('contributions'), ('contributor_absence'), ('issue_flow'), ('pull_request_flow')
  ) as follower (family)
  where person.account_id = any (account_ids)
  order by 1, 2
  on conflict do nothing;
end;
$$;

-- One row a repository, family and reason: the last time, so that the table does not grow with time.
create table kpi.recomputation (
  repository_id bigint not null,
  family text not null,
  reason text not null,
  months int,
  first_month date,
  last_month date,
  month_list text,
  definition_version int not null,
  recomputed_at timestamptz not null,
  primary key (repository_id, family, reason)
);
comment on table kpi.recomputation is 'Which months of a family were counted anew, and why: the last time for each reason.';
comment on column kpi.recomputation.reason is 'What has changed: a source as kpi.follows names it, accounts (who is a bot), changes (an older build did not say of what); or first computation, another definition, whole source, another day, asked for.';
comment on column kpi.recomputation.months is 'How many months; null: the family is no table of months, and all of it was computed.';
comment on column kpi.recomputation.first_month is 'The first of them.';
comment on column kpi.recomputation.last_month is 'The last of them.';
comment on column kpi.recomputation.month_list is 'All of them, such as: 2026-01, 2026-03 to 2026-05.';
comment on column kpi.recomputation.recomputed_at is 'When; rows that came out different have it as computed_at.';
