-- kpi (gold): the summary tables. Months are UTC and half-open; ratios are float8, so that published figures come out to the last bit.
create schema kpi;

-- Where each family of tables stands: a refresh with another day, or another definition, recomputes what lies between.
create table kpi.computation (
  repository_id bigint not null,
  family text not null,
  as_of date not null,
  definition_version int not null,
  primary key (repository_id, family)
);
comment on table kpi.computation is 'The day and the definition that a repository''s tables of one family stand at.';

create table kpi.new_contributors (
  repository_id bigint not null,
  source text not null,
  contributor text not null,
  account_id bigint,
  login text,
  is_bot boolean not null,
  first_contribution_at timestamptz not null,
  month date not null,
  total_commits_first_week bigint,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, source, contributor)
);
comment on table kpi.new_contributors is 'One row a contributor with a first contribution. Source stats: the first week with a commit in GitHub''s contributor statistics.';
comment on column kpi.new_contributors.contributor is 'account:{id}, or null:{n} for the nth entry without an account; such entries are never merged.';
comment on column kpi.new_contributors.first_contribution_at is 'Source stats: 00:00 UTC of the Sunday on which the first week with a commit begins; the commit itself may be up to seven days later.';
comment on column kpi.new_contributors.month is 'UTC month of first_contribution_at. A week that begins on 28 September counts in September although its first commit may be of 2 October.';
comment on column kpi.new_contributors.total_commits_first_week is 'Commits of that first week.';

create table kpi.new_contributors_monthly (
  repository_id bigint not null,
  month date not null,
  source text not null,
  new_contributors int not null,
  new_bots int not null,
  new_without_account int not null,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, month, source)
);
comment on table kpi.new_contributors_monthly is 'Contributors by the month of their first contribution; a month without any has no row.';
comment on column kpi.new_contributors_monthly.new_contributors is 'Every entry with a first contribution in the month, bots and entries without an account included.';
comment on column kpi.new_contributors_monthly.new_bots is 'Those of them that are bots.';
comment on column kpi.new_contributors_monthly.new_without_account is 'Those of them whose commits belong to no GitHub account; each such entry counts as one person.';

create table kpi.issue_labels_monthly (
  repository_id bigint not null,
  label text not null,
  month date not null,
  issues_opened int not null,
  issues_closed int not null,
  share_of_opened float8,
  median_hours_to_close float8,
  p85_hours_to_close float8,
  labeled int,
  unlabeled int,
  open_at_month_end int,
  median_hours_in_label float8,
  open_at_month_end_current_labels int not null,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, label, month)
);
create index on kpi.issue_labels_monthly (repository_id, month);
comment on table kpi.issue_labels_monthly is 'Issues (no pull requests) by label and month; a row where any count is not zero.';

create table kpi.label_rule (
  definition text not null,
  measure text not null check (measure in ('defect', 'performance')),
  match text not null check (match in ('substring', 'label')),
  pattern text not null check (pattern <> ''),
  primary key (definition, measure, pattern)
);
comment on table kpi.label_rule is 'What label_quality counts. Edit it with SQL: a change holds from the next snapshot on, older snapshots keep the rules that they were made with.';
comment on column kpi.label_rule.match is 'substring: the pattern occurs in the joined label names; label: one label equals the pattern. Neither sees upper or lower case.';
insert into kpi.label_rule (definition, measure, match, pattern)
select 'substring', measure, 'substring', pattern
from (values
  ('defect', 'bug'), ('defect', 'blocker'), ('defect', 'defect'), ('defect', 'fault'), ('defect', 'error'), ('defect', 'fix'),
  ('performance', 'feature'), ('performance', 'performance'), ('performance', 'info'), ('performance', 'change')
) as published (measure, pattern)
union all
values ('label', 'defect', 'label', 'bug'), ('label', 'performance', 'label', 'performance');

create table kpi.label_quality (
  repository_id bigint not null,
  as_of date not null,
  definition text not null,
  issues int not null,
  defects int not null,
  defect_density float8 not null,
  performance_issues int not null,
  performance_share float8 not null,
  defect_labels text[] not null,
  performance_labels text[] not null,
  is_retroactive boolean not null,
  data_complete_through timestamptz,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, as_of, definition)
);
comment on table kpi.label_quality is 'One snapshot a UTC day of open issues and pull requests updated in the two months before; written once, never recomputed. No such items: no row.';
comment on column kpi.label_quality.is_retroactive is 'True: made on a later day, from the rows as they were then.';
comment on column kpi.label_quality.data_complete_through is 'How far the issue list was proven complete when the snapshot was made.';

-- Completeness of a source, for the views: kept in one place, derived and never stored.
create view kpi.source as
select
  resource.repository_id,
  resource.resource,
  resource.complete_from,
  resource.complete_through,
  resource.is_truncated or exists (
    select from sync.gap where gap.repository_id = resource.repository_id and gap.resource = resource.resource
  ) as is_lacking
from sync.resource;
comment on view kpi.source is 'complete_from null: since the beginning. is_lacking: truncated by GitHub, or with a gap that is still open.';
