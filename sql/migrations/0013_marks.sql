-- Marks by source: staging says which months of which resource have changed, and no more. Who follows them is the KPIs' matter.

-- Months of a resource whose rows have changed, until a computation takes them.
create table sync.mark (
  subject_id bigint not null,
  -- The resource, such as issues; issue_events for what is derived from them.
  source text not null,
  -- First day of a UTC month; -infinity: every month.
  month date not null,
  -- The transaction that changed the rows. Were one mark shared by two, a computation could take it when the first has
  -- committed, before it sees the rows of the second: nobody would ever count those.
  marked_in xid8 not null default pg_current_xact_id(),
  primary key (subject_id, source, month, marked_in)
);

-- Months of a family that wait to be computed. The marks that wait now are such months already, as they name families; views
-- that stand on them follow.
alter table sync.touched_month set schema kpi;
alter table kpi.touched_month rename to due_month;
alter index kpi.touched_month_pkey rename to due_month_pkey;
comment on table kpi.due_month is 'Months that a family is to compute: marks of its sources, taken and spread. -infinity: every month.';

create table kpi.follows (
  family text not null,
  source text not null,
  months_on int,
  primary key (family, source)
);
comment on table kpi.follows is 'Which family of tables follows which source, as activities/kpis/families.ts declares it.';
comment on column kpi.follows.months_on is 'A change in a month changes its numbers and those of so many months after it; null: of every month.';
insert into kpi.follows (family, source, months_on)
values ('issue_labels', 'issues', 0), ('issue_labels', 'issue_events', 0), ('contributors', 'contributor_stats', null);

-- The statistics come as a set, which any month of it makes due as a whole.
with taken as (
  delete from kpi.due_month where family = 'contributors' returning repository_id, family
)
insert into kpi.due_month (repository_id, family, month)
select distinct repository_id, family, '-infinity'::date from taken;

alter table kpi.computation rename column has_label_history to source_was_whole;
comment on column kpi.computation.source_was_whole is 'Whether the source that a part of the tables needs from its beginning on was whole, so that this part is filled; null: no such part, or never asked.';

-- Every month that can have a row of a monthly table: from the first row of its source on to the day as_of, and those that have one.
create function kpi.months_of(
  source_table regclass, source_column name, summary_table regclass, repository_ids bigint[], as_of date
) returns table (repository_id bigint, month date)
language plpgsql stable
as $$
begin
  return query execute format(
    'select given.repository_id, steps.month::date
     from unnest($1) as given (repository_id)
     cross join lateral (
       select min(source.%1$I) as instant from %2$s as source where source.repository_id = given.repository_id
     ) as first
     cross join lateral generate_series(
       date_trunc(''month'', first.instant at time zone ''utc''), date_trunc(''month'', $2::timestamp), interval ''1 month''
     ) as steps (month)
     union
     select summary.repository_id, summary.month from %3$s as summary where summary.repository_id = any ($1)',
    source_column, source_table, summary_table
  ) using repository_ids, as_of;
end;
$$;
