-- Label history: who carried which label when, derived from github.issue_event by sql/stage/label_periods.sql.

-- What became of a label name that is in no catalogue, as replaying events and present labels let conclude.
create table github.label_alias (
  repository_id bigint not null,
  former_name text not null,
  -- The label that has this name no more; null: no label that exists, it was deleted before we ever looked.
  label_id bigint,
  -- The last event that names it: until then it certainly existed.
  until_at timestamptz not null,
  primary key (repository_id, former_name)
);

-- Which label a name meant, and until when. Of a name with several meanings, the one that ends first after an event is meant.
create view github.label_meaning as
select repository_id, name, coalesce(deleted_at, 'infinity') as until_at, label_id, name as present_name, deleted_at, false as is_inferred
from github.label
union all
select repository_id, former.name, former.until_at, label_id, label.name, label.deleted_at, false
from github.label_former_name as former
join github.label using (repository_id, label_id)
union all
select repository_id, alias.former_name, alias.until_at, label_id, label.name, label.deleted_at, true
from github.label_alias as alias
join github.label using (repository_id, label_id);

-- The labels that issues and pull requests carry now, each once, by their names in the catalogue.
create view github.issue_label as
select distinct issue.repository_id, issue.number, coalesce(label.name, worn.name) as label
from github.issue
cross join lateral unnest(issue.label_ids, issue.label_names) as worn (label_id, name)
left join github.label on label.repository_id = issue.repository_id and label.label_id = worn.label_id
where issue.deleted_at is null and label.deleted_at is null and worn.name is not null;

-- One row for each time that a label was set on an issue or a pull request, under the label's present name. Derived: none
-- for an item that is deleted or not stored yet.
create table github.issue_label_period (
  repository_id bigint not null,
  number bigint not null,
  -- The event that set it. Not the instant: a label may be set, taken away and set again within one second.
  event_id bigint not null,
  label text not null,
  is_pull_request boolean not null,
  labeled_at timestamptz not null,
  -- Null: it is carried now.
  unlabeled_at timestamptz,
  -- label_deleted: the label was deleted, unlabeled_at is when that was found. unknown: it was deleted before we looked.
  ended_by text check (ended_by in ('unlabeled', 'label_deleted', 'unknown')),
  primary key (repository_id, number, event_id),
  check ((unlabeled_at is null) = (ended_by is null))
);
create index on github.issue_label_period (repository_id, labeled_at) where not is_pull_request;
create index on github.issue_label_period (repository_id, unlabeled_at) where not is_pull_request and unlabeled_at is not null;

-- The parts of those periods that KPIs count, of issues alone: while the issue was open; and of a label that was set and
-- taken away again while the issue was closed.
create table github.issue_label_carry (
  repository_id bigint not null,
  number bigint not null,
  event_id bigint not null,
  part int not null,
  label text not null,
  is_open boolean not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('unlabeled', 'label_deleted', 'unknown', 'closed')),
  primary key (repository_id, number, event_id, part),
  check ((ended_at is null) = (ended_by is null))
);
create index on github.issue_label_carry (repository_id, started_at);
create index on github.issue_label_carry (repository_id, ended_at) where ended_at is not null;

-- With the label: before statistics are gathered the planner takes this index for a look at one row, too, and read a whole
-- month for each.
drop index kpi.issue_labels_monthly_repository_id_month_idx;
create index on kpi.issue_labels_monthly (repository_id, month, label);

alter table kpi.computation add column has_label_history boolean;
comment on column kpi.computation.has_label_history is 'Family issue_labels: whether label history was complete, so that its columns are filled; null: another family, or never asked.';

create view kpi.label_history as
select
  repository_id,
  complete_through,
  complete_through is not null and complete_from is null and not is_lacking as is_complete
from kpi.source
where resource = 'issue_events';
comment on view kpi.label_history is 'Whether every event of a repository''s issues is here, so that labels can be told for every month; no row: no.';

create or replace view report.issue_labels_monthly as
select
  repository.repository_id,
  repository.owner,
  repository.name,
  repository.owner || '/' || repository.name as repository,
  kpi.month,
  kpi.label,
  kpi.issues_opened,
  kpi.issues_closed,
  kpi.share_of_opened,
  kpi.median_hours_to_close,
  kpi.p85_hours_to_close,
  kpi.labeled,
  kpi.unlabeled,
  kpi.open_at_month_end,
  kpi.median_hours_in_label,
  kpi.open_at_month_end_current_labels,
  kpi.definition_version,
  kpi.computed_at,
  source.complete_through as data_complete_through,
  coalesce(
    kpi.month + interval '1 month' <= source.complete_through at time zone 'utc'
      and (source.complete_from is null or source.complete_from at time zone 'utc' <= kpi.month)
      and not source.is_lacking
      and kpi.month < touched.first_month
      -- All that the row shows: where label history is not told, it cannot be lacking.
      and (
        kpi.labeled is null
        or (history.is_complete and kpi.month + interval '1 month' <= history.complete_through at time zone 'utc')
      ),
    false
  ) as is_complete
from kpi.issue_labels_monthly as kpi
join github.repository on repository.repository_id = kpi.repository_id
left join kpi.source as source on source.repository_id = kpi.repository_id and source.resource = 'issues'
left join kpi.label_history as history on history.repository_id = kpi.repository_id
left join lateral (
  select coalesce(min(month), 'infinity') as first_month
  from sync.touched_month
  where touched_month.repository_id = repository.repository_id and touched_month.family = 'issue_labels'
) as touched on true;
comment on view report.issue_labels_monthly is 'Issues without pull requests and without deleted ones, by repository, UTC month and label; a row where any count is not zero. An issue counts under each of its labels.';
comment on column report.issue_labels_monthly.labeled is 'By label history: times that the label was set in the month, under the label''s present name; null until that history is complete.';
comment on column report.issue_labels_monthly.unlabeled is 'By label history: times that the label was taken away in the month, or went because the label was deleted; null until that history is complete.';
comment on column report.issue_labels_monthly.open_at_month_end is 'By label history: issues that were open and carried the label at the month''s end; null until that history is complete.';
comment on column report.issue_labels_monthly.median_hours_in_label is 'By label history: hours that issues carried the label until it was taken away or they were closed, of those that ended in the month, percentile_disc(0.5); null when none ended, and until that history is complete.';
comment on column report.issue_labels_monthly.is_complete is 'The month was over when the issue list was proven complete, lies after the start of a load that began at a date, no gap is open and no change up to this month waits to be computed; where columns by label history are filled, the same holds for the list of issue events.';
