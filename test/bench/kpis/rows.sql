-- Rows of a database that has been kept for five years, made as they are and not read: 500 issues for each of bench.repositories
-- repositories, and five label events an issue with the periods that follow from them. A superuser runs it: nothing is marked.
-- Sizes of repositories fall as they do in life: the largest has one in thirty of all issues (of 2,000 repositories), half of them have
-- less than half of the mean; they are one to five years old, and have 8 to 30 labels. Every issue gets a label that stays and two that
-- are taken away again; four of five are closed, from 11 days on.
set session_replication_role = replica;

insert into github.repository
  (repository_id, owner, name, is_private, is_fork, is_archived, is_disabled, has_issues, answered_at)
select id, 'bench', 'r' || id, false, false, false, false, true, '2026-11-30'
from generate_series(1, current_setting('bench.repositories')::int) as id;

insert into sync.resource (subject_id, resource, state, complete_through)
select repository_id, resource, 'ok', '2026-11-30'
from github.repository
cross join unnest(array['issues', 'issue_events', 'comments']) as resource;

insert into github.account (account_id, login, account_type, is_bot, answered_at)
select id, 'person' || id, 'User', false, '2026-11-30' from generate_series(1, 5000) as id;

create temporary table made as
with weighed as (
  select repository_id, power(repository_id, -0.7) / sum(power(repository_id, -0.7)) over () as share
  from github.repository
),

sized as (
  select
    repository_id,
    greatest(20, round(share * 500 * current_setting('bench.repositories')::int))::int as issues,
    case when repository_id <= 20 then 60 else 12 + (repository_id * 7 % 49)::int end as months
  from weighed
)

select
  repository_id,
  repository_id * 1000000 + number as issue_id,
  number,
  time.created_at,
  case when number % 5 > 0 then time.created_at
    + make_interval(days => 11 + (number * 7 + repository_id::int) % 180, hours => number % 24) end as closed_at,
  label[1 + number % (3 + kinds / 4)] as stays,
  label[10 + number % (kinds / 3)] as goes,
  label[20 + number % (kinds / 3 + 1)] as goes_too,
  1 + (number * 31 + repository_id * 17) % 5000 as author_id
from sized
cross join lateral (select least(30, 8 + issues / 50) as kinds) as variety
cross join generate_series(1, issues) as number
cross join lateral (
  select
    timestamptz '2026-11-15 00:00:00Z' - make_interval(days => months * 30)
      + make_interval(secs => months * 30 * 86400.0 * number / (issues + 1)) as created_at
) as time
cross join (
  select array[
    'bug', 'enhancement', 'documentation', 'question', 'kind/feature', 'C-bug', 'type: performance', 'area: net',
    'good first issue', 'help wanted', 'wontfix', 'duplicate', 'invalid', 'needs info', 'priority/high', 'priority/low',
    'area: storage', 'area: ui', 'blocked', 'triage', 'needs-repro', 'regression', 'security', 'dependencies', 'stale',
    'in progress', 'ready', 'design', 'breaking change', 'tests'
  ] as label
) as labels;

insert into github.issue (
  repository_id, issue_id, number, is_pull_request, state, title, author_id, label_ids, label_names, assignee_ids, is_locked, comments,
  created_at, updated_at, closed_at, is_cleaned
)
select
  repository_id, issue_id, number, false, case when closed < '2026-11-30' then 'closed' else 'open' end, 'Issue ' || number, author_id,
  '{}', array[stays], '{}', false, 0, created_at, coalesce(closed, created_at + interval '10 days'), closed, false
from made
cross join lateral (select case when closed_at < '2026-11-30' then closed_at end as closed) as known;

insert into github.issue_event (repository_id, event_id, number, event, actor_id, label_name, created_at)
select repository_id, issue_id * 10 + step, number, event, author_id, label, created_at + after
from made
cross join lateral (values
  (1, 'labeled', stays, interval '1 minute'),
  (2, 'labeled', goes, interval '1 hour'),
  (3, 'unlabeled', goes, interval '1 day'),
  (4, 'labeled', goes_too, interval '2 days'),
  (5, 'unlabeled', goes_too, interval '10 days')
) as happened (step, event, label, after);

insert into github.issue_label_period (
  repository_id, number, event_id, label, is_pull_request, labeled_at, unlabeled_at, ended_by
)
select
  repository_id, number, issue_id * 10 + step, label, false, created_at + after, created_at + until,
  case when until is not null then 'unlabeled' end
from made
cross join lateral (values
  (1, stays, interval '1 minute', null),
  (2, goes, interval '1 hour', interval '1 day'),
  (4, goes_too, interval '2 days', interval '10 days')
) as period (step, label, after, until);

insert into github.issue_label_carry (
  repository_id, number, event_id, part, label, is_open, started_at, ended_at, ended_by
)
select
  period.repository_id, period.number, period.event_id, 1, period.label, true, period.labeled_at,
  coalesce(period.unlabeled_at, issue.closed_at),
  coalesce(period.ended_by, case when issue.closed_at is not null then 'closed' end)
from github.issue_label_period as period
join github.issue using (repository_id, number);

drop table made;
