-- Rows of a database that has been kept for ten years, made as they are and not computed: bench.repositories repositories with 120 months
-- of each summary table, and 500 issues each with what hangs on them, up to today. Sizes fall as they do in life: of 2,000
-- repositories the largest has one in thirty of all issues. A superuser runs it.
-- Measures are filled by the types of their columns, so that a column that comes later needs no line here.
create function pg_temp.fill(target regclass, keys text, source text) returns void language plpgsql as $fill$
declare
  given text[] := string_to_array(replace(keys, ' ', ''), ',');
  names text;
  measures text;
begin
  select
    string_agg(format(', %I', attname), '' order by attnum),
    string_agg(
      ', ' || case format_type(atttypid, null)
        when 'integer' then case attname when 'definition_version' then '1' else format('(n * 7 + %s)::int %% 40', attnum) end
        when 'bigint' then format('(n * 7 + %s) %% 1000', attnum)
        when 'double precision' then format('((n * 13 + %s) %% 1000) / 10.0', attnum)
        when 'boolean' then 'false'
        when 'text' then format('%L', attname)
        when 'timestamp with time zone' then 'now()'
        else format('%L', '{}')
      end,
      '' order by attnum
    )
  into names, measures
  from pg_attribute
  where attrelid = target and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
    and attname <> all (given)
    -- What may be unknown stays so, measures aside.
    and (attnotnull or format_type(atttypid, null) in ('integer', 'double precision'));
  execute format('insert into %s (%s%s) select %s%s from (%s) as made', target, keys, names, keys, measures, source);
end
$fill$;

-- What staging would mark as changed is none: nothing of it was computed.
set session_replication_role = replica;

create temporary table repository as
select id as repository_id, power(id, -0.7) / sum(power(id, -0.7)) over () as share
from generate_series(1, current_setting('bench.repositories')::int) as id;

create temporary table month as
select n, (date_trunc('month', now() at time zone 'utc') - make_interval(months => 119 - n))::date as month
from generate_series(0, 119) as n;

insert into github.repository (
  repository_id, owner, name, description, is_private, is_fork, is_archived, is_disabled, has_issues, default_branch,
  stars, forks, subscribers, open_issues, size_kib, created_at, pushed_at, answered_at
)
select
  repository_id, 'bench' || repository_id % 20, 'r' || repository_id, 'A repository of this benchmark', false, false, false, false,
  true, 'main', repository_id * 7, 3, 2, 100, 1000, now() - interval '10 years', now(), now()
from repository;

insert into sync.loop (workflow_id, kind, subject_kind, owner, name, subject_id, every, resources, state)
select
  'sync/bench' || repository_id % 20 || '/r' || repository_id, 'syncRepository', 'repository', 'bench' || repository_id % 20,
  'r' || repository_id, repository_id, '30m', '{}', 'ok'
from repository;

insert into sync.resource (subject_id, resource, state, complete_through, next_try_at, rows_stored, github_total)
select repository_id, resource, 'ok', now(), now() + interval '30 minutes', 1000, 1000
from repository
cross join unnest(array[
  'repository', 'issues', 'pull_requests', 'comments', 'review_comments', 'reviews', 'issue_events', 'labels', 'milestones',
  'releases', 'forks', 'commits', 'star_history', 'contributor_stats', 'deployments', 'events'
]) as resource;

insert into sync.budget (credential, bucket, quota, remaining, reset_at, tokens, refilled_at)
values ('bench', 'core', 5000, 4000, now() + interval '1 hour', 1, now());

insert into github.account (account_id, login, account_type, is_bot, answered_at)
select id, 'person' || id, 'User', id % 50 = 0, now() from generate_series(1, 5000) as id;

insert into github.owner (owner_id, login, owner_type, answered_at)
select id, 'bench' || id % 20, 'Organization', now() from generate_series(1, 20) as id;
insert into sync.loop (workflow_id, kind, subject_kind, owner, subject_id, every, resources, state)
select 'org/' || login, 'syncOrganization', 'owner', login, owner_id, '1d', '{}', 'ok' from github.owner;
insert into sync.resource (subject_id, subject_kind, resource, state, complete_through)
select owner_id, 'owner', resource, 'ok', now()
from github.owner
cross join unnest(array['owner', 'owner_repositories', 'members', 'public_members', 'admins', 'teams']) as resource;
insert into github.owner_repository (
  owner_id, repository_id, name, is_private, is_fork, is_archived, is_disabled, joined_at
)
select owner_id, repository_id, name, false, false, false, false, now()
from github.repository
join github.owner on login = owner;
insert into github.member (owner_id, account_id, first_seen_at, joined_at)
select owner_id, account_id, now() - interval '1 year', now() - interval '1 year'
from github.owner
cross join github.account
where account_id % 20 = owner_id % 20;

-- Items: what hangs on the nth issue of a repository.
create temporary table item as
select
  repository_id, number, repository_id * 1000000 + number as id, 1 + (number * 31 + repository_id * 17) % 5000 as author_id, number as n,
  now() - interval '10 years' + interval '10 years' * number / (items + 1) as created_at
from repository
cross join lateral (
  select greatest(20, round(share * 500 * current_setting('bench.repositories')::int))::int as items
) as sized
cross join generate_series(1, items) as number;

select pg_temp.fill('github.issue',
  'repository_id, issue_id, number, is_pull_request, deleted_at, state, title, author_id, label_names, created_at, updated_at, closed_at',
  $$ select *, id as issue_id, false as is_pull_request, null::timestamptz as deleted_at, case when number % 5 = 0 then 'open' else 'closed' end as state,
     'Issue ' || number as title, array['bug', 'label ' || number % 20] as label_names, created_at as updated_at,
     case when number % 5 > 0 then created_at + interval '9 days' end as closed_at from item $$);
select pg_temp.fill('github.pull_request',
  'repository_id, pull_request_id, number, state, title, author_id, created_at, updated_at, closed_at, merged_at',
  $$ select *, id as pull_request_id, 'closed' as state, 'Pull request ' || number as title, created_at as updated_at,
     created_at + interval '9 days' as closed_at, created_at + interval '9 days' as merged_at from item where number % 3 = 0 $$);
select pg_temp.fill('github.review', 'repository_id, review_id, number, author_id, state, submitted_at',
  $$ select *, id as review_id, 'APPROVED' as state, created_at as submitted_at from item where number % 3 = 0 $$);
select pg_temp.fill('github.review_comment', 'repository_id, review_comment_id, number, author_id, created_at',
  $$ select *, id as review_comment_id from item where number % 3 = 0 $$);
select pg_temp.fill('github.comment', 'repository_id, comment_id, number, author_id, created_at',
  $$ select *, id as comment_id from item where number % 2 = 0 $$);
select pg_temp.fill('github.issue_event', 'repository_id, event_id, number, event, actor_id, label_name, created_at',
  $$ select *, id as event_id, 'labeled' as event, author_id as actor_id, 'bug' as label_name from item where number % 2 = 0 $$);
select pg_temp.fill('github.commit', 'repository_id, sha, author_id, subject, authored_at, committed_at',
  $$ select *, md5(id::text) || '00000000' as sha, 'Commit ' || number as subject, created_at as authored_at,
     created_at as committed_at from item where number % 2 = 0 $$);
select pg_temp.fill('github.release', 'repository_id, release_id, tag_name, author_id, created_at, published_at',
  $$ select *, id as release_id, 'v' || number as tag_name, created_at as published_at from item where number % 20 = 0 $$);

select pg_temp.fill('github.star_week', 'repository_id, week, stars, stars_by_day',
  $$ select repository_id, week, (n % 40)::bigint as stars, '{1,2,3,4,5,6,7}'::bigint[] as stars_by_day, n
     from repository cross join generate_series(0, 519) as n
     cross join lateral (select date_trunc('week', now())::date - 1 - 7 * n as week) as dated $$);
select pg_temp.fill('github.repository_daily', 'repository_id, day, stars',
  $$ select repository_id, current_date - n as day, n::bigint as stars, n from repository cross join generate_series(0, 364) as n $$);

select github.ensure_event_partitions(array(select current_date - n from generate_series(0, 7) as n));
select pg_temp.fill('github.event', 'event_id, repository_id, repository_name, created_at, type, action, actor_id, number',
  $$ select repository_id * 1000 + n as event_id, repository_id, 'bench' || repository_id % 20 || '/r' || repository_id as repository_name,
     now() - interval '100 minutes' * n as created_at, (array['PushEvent', 'IssuesEvent', 'PullRequestEvent'])[1 + n % 3] as type,
     case when n % 3 > 0 then 'opened' end as action, 1 + n % 5000 as actor_id, n as number, n
     from repository cross join generate_series(1, 100) as n $$);

-- Summary tables: their rows are counted as they are written.
set session_replication_role = default;

select pg_temp.fill('kpi.new_contributors_monthly', 'repository_id, month, source',
  $$ select * from repository cross join month
     cross join unnest(array['stats', 'commits', 'pull_requests_opened', 'pull_requests_merged']) as source $$);
select pg_temp.fill(target::regclass, 'repository_id, month', 'select * from repository cross join month')
from unnest(array[
  'kpi.contributors_monthly', 'kpi.contributor_absence_monthly', 'kpi.issue_flow_monthly', 'kpi.pull_request_flow_monthly',
  'kpi.releases_monthly'
]) as target;
select pg_temp.fill('kpi.issue_labels_monthly', 'repository_id, label, month',
  $$ select * from repository cross join month cross join unnest(array['', 'bug', 'documentation', 'kind/feature']) as label $$);
select pg_temp.fill('kpi.label_categories_monthly', 'repository_id, month, category',
  $$ select * from repository cross join month cross join unnest(array['bug', 'feature', 'performance', 'documentation']) as category $$);
select pg_temp.fill('kpi.label_quality', 'repository_id, as_of, definition',
  $$ select * from repository cross join (select n, current_date - n as as_of from generate_series(0, 99) as n) as day
     cross join unnest(array['substring', 'label', 'vocabulary']) as definition $$);
select pg_temp.fill('kpi.new_contributors', 'repository_id, source, contributor, account_id, is_bot, first_contribution_at, month',
  $$ select repository_id, source, 'account:' || id as contributor, id as account_id, id % 50 = 0 as is_bot,
     month::timestamptz as first_contribution_at, month, n
     from repository cross join month cross join lateral (select 1 + (n * 3 + repository_id) % 5000 as id) as person
     cross join unnest(array['commits', 'pull_requests_opened', 'any']) as source $$);
select pg_temp.fill('kpi.contributions_monthly', 'repository_id, contributor, kind, month, account_id, first_at',
  $$ select repository_id, 'account:' || id as contributor, kind, month, id as account_id, month::timestamptz as first_at, n
     from repository cross join month cross join lateral (select 1 + (n * 3 + repository_id) % 5000 as id) as person
     cross join unnest(array['commits', 'issues_opened', 'comments']) as kind $$);
select pg_temp.fill('kpi.event_counts_hourly', 'repository_id, month, hour, type',
  $$ select repository_id, date_trunc('month', hour at time zone 'utc')::date as month, hour, type, n
     from repository cross join generate_series(0, 167) as n
     cross join lateral (select date_trunc('hour', now()) - make_interval(hours => n) as hour) as hourly
     cross join unnest(array['PushEvent', 'IssuesEvent', 'PullRequestEvent']) as type $$);
insert into kpi.computation (repository_id, family, as_of, definition_version)
select repository_id, family, current_date, 1
from repository
cross join (select distinct family from kpi.follows) as declared;
