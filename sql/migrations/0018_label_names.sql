-- Label history agrees with the labels that issues carry now, whatever their names were before the first look.

-- unknown: the item carries the label and no event says since when; event_id is negative then, and labeled_at is when it began at
-- the latest that its other events allow for.
alter table github.issue_label_period
  add column begun_by text not null default 'labeled' check (begun_by in ('labeled', 'unknown'));

-- False: it starts where its period does, and nobody knows whether it did. It has no length.
alter table github.issue_label_carry add column is_start_known boolean not null default true;

-- From then on the name is another label's; null: nobody has it. An event after it does not mean the label that had it before.
alter table github.label_alias add column taken_at timestamptz;

-- Issues and pull requests of which events, or what label history depends on in their rows, have changed since it was derived.
create table github.issue_label_due (
  repository_id bigint not null,
  number bigint not null,
  -- The transaction that changed them, as in sync.mark.
  marked_in xid8 not null default pg_current_xact_id(),
  primary key (repository_id, number, marked_in)
);

-- What was derived before is looked at again in the next cycle.
insert into sync.item (subject_id, resource, item, wanted_version)
select subject_id, resource, 'history/labels', 'migration 0018'
from sync.resource
where resource = 'issue_events' and complete_through is not null
on conflict (subject_id, resource, item) do update set wanted_version = excluded.wanted_version;
