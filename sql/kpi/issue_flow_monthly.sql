-- The flow of issues by UTC month, of the pairs of :repository_ids and :months, and of months without a row; pull requests and
-- deleted issues do not count.
--   issues_opened    created in the month.
--   issues_closed    whose last close is in the month. A later reopening voids it: a reopened issue is not closed, and one that was
--                    closed again counts in the month of the last close alone (CHAOSS). A close recorded before the opening
--                    counts at the opening, with 0 hours.
--   issues_reopened  reopenings in the month, each of them.
--   issues_active    CHAOSS: issues that got a comment, were labelled or unlabelled, assigned or unassigned, or closed in the month,
--                    by whomever, bots included; each once.
--   open_at_month_end created before the month's end and not closed before it, by the last close: what was open the month before
--                    + issues_opened - issues_closed.
--   answered         of those opened in the month, how many have a first response: the first comment by a human (kpi.is_bot) who is
--                    not the author. Reactions, labels and closing are no response; a deleted account is unknown, so it is none.
--   …_hours_to_first_response  from opening to it, of the answered.
--   …_hours_to_close           from opening to last close, of those closed in the month.
--   …_hours_to_close_of_opened the same of those opened in the month that are closed by now: it grows while the others are open.
--   median, p85: percentile_disc, a value that occurred; mean, max beside them; null when there are none.
-- A row for every month from that of the first issue to that of :as_of. What happened after the day :as_of does not count.
with bound as (
  select
    date_trunc('month', :as_of::date::timestamp)::date as last_month,
    (:as_of::date + 1)::timestamp at time zone 'utc' as as_of_end
),

repository as materialized (
  select distinct repository_id from unnest(:repository_ids::bigint[]) as given (repository_id)
),

touched as materialized (
  select distinct given.repository_id, given.month, true as is_touched
  from unnest(:repository_ids::bigint[], :months::date[]) as given (repository_id, month)
),

-- `offset 0` and `limit`, here and below, keep these a look at an index for each: joined freely, the planner reads every row.
step as materialized (
  select repository.repository_id, steps.month, true as is_step
  from repository
  cross join bound
  cross join lateral (
    select created_at
    from github.issue
    where issue.repository_id = repository.repository_id
      and not issue.is_pull_request
      and issue.deleted_at is null
      and issue.created_at < bound.as_of_end
    order by created_at
    limit 1
  ) as first
  cross join lateral kpi.months((first.created_at at time zone 'utc')::date, bound.last_month) as steps (month)
),

-- What the rows say as they stand of what is open, with their place: a repository has many of them, and few change.
former as materialized (
  select repository.repository_id, found.*
  from repository
  cross join lateral (
    select
      stored.month, stored.issues_opened as had_opened, stored.issues_closed as had_closed,
      stored.open_at_month_end as had_open, stored.definition_version as had_version, stored.ctid as place
    from kpi.issue_flow_monthly as stored
    where stored.repository_id = repository.repository_id
    offset 0
  ) as found
),

-- Full joins, here and below, are never done by comparing each row with each.
frame as materialized (
  select
    repository_id, month, step.is_step, touched.is_touched, former.had_opened, former.had_closed, former.had_open,
    former.had_version, former.place
  from step
  full join touched using (repository_id, month)
  full join former using (repository_id, month)
),

wanted as materialized (
  select
    frame.repository_id,
    frame.month,
    frame.month::timestamp at time zone 'utc' as starts_at,
    least((frame.month::timestamp + interval '1 month') at time zone 'utc', bound.as_of_end) as ends_at,
    bound.as_of_end
  from frame
  cross join bound
  where frame.is_step and (frame.is_touched or frame.place is null)
),

opened_issue as materialized (
  select
    wanted.repository_id,
    wanted.month,
    issue.number,
    issue.closed_at < issue.created_at as is_closed_before,
    extract(epoch from response.at - issue.created_at) as seconds_to_response,
    case
      when issue.closed_at < wanted.as_of_end then
        extract(epoch from greatest(issue.closed_at - issue.created_at, interval '0'))
    end as seconds_to_close
  from wanted
  cross join lateral (
    select number, author_id, created_at, closed_at
    from github.issue
    where repository_id = wanted.repository_id
      and created_at >= wanted.starts_at
      and created_at < wanted.ends_at
      and not is_pull_request
      and deleted_at is null
    offset 0
  ) as issue
  -- The first comment by a human who is not the author; 10137 is `ghost`, whom GitHub names for deleted accounts.
  left join lateral (
    select greatest(comment.created_at, issue.created_at) as at
    from github.comment
    left join github.account on account.account_id = comment.author_id
    where comment.repository_id = wanted.repository_id
      and comment.number = issue.number
      and comment.deleted_at is null
      and comment.created_at < wanted.as_of_end
      and comment.author_id <> 10137
      and comment.author_id is distinct from issue.author_id
      and not kpi.is_bot(account.login, account.is_bot)
    order by comment.repository_id, comment.number, comment.created_at
    limit 1
  ) as response on true
),

closed_issue as materialized (
  select wanted.repository_id, wanted.month, issue.number, issue.seconds_to_close
  from wanted
  cross join lateral (
    select number, extract(epoch from closed_at - created_at) as seconds_to_close
    from github.issue
    where repository_id = wanted.repository_id
      and closed_at >= wanted.starts_at
      and closed_at < wanted.ends_at
      and closed_at >= created_at
      and not is_pull_request
      and deleted_at is null
    offset 0
  ) as issue
  union all
  select repository_id, month, number, 0 from opened_issue where is_closed_before
),

-- What was done to whichever number; those of pull requests are left out below.
act as (
  select wanted.repository_id, wanted.month, comment.number, false as is_reopening, true as is_activity
  from wanted
  cross join lateral (
    select number
    from github.comment
    where repository_id = wanted.repository_id
      and created_at >= wanted.starts_at
      and created_at < wanted.ends_at
      and deleted_at is null
    offset 0
  ) as comment
  union all
  select wanted.repository_id, wanted.month, event.number, event.event = 'reopened', event.event <> 'reopened'
  from wanted
  cross join lateral (
    select number, event
    from github.issue_event
    where repository_id = wanted.repository_id
      and created_at >= wanted.starts_at
      and created_at < wanted.ends_at
      and event in ('labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened')
      and deleted_at is null
    offset 0
  ) as event
),

acted as (
  select
    act.repository_id, act.month, act.number, (count(*) filter (where act.is_reopening))::int as reopenings,
    bool_or(act.is_activity) as is_active
  from act
  where act.number is not null
  group by act.repository_id, act.month, act.number
),

acted_issue as materialized (
  select acted.*
  from acted
  cross join lateral (
    select
    from github.issue
    where issue.repository_id = acted.repository_id
      and issue.number = acted.number
      and not issue.is_pull_request
      and issue.deleted_at is null
    limit 1
  ) as issue
),

active as (
  select repository_id, month, count(*)::int as issues_active
  from (
    select repository_id, month, number from acted_issue where is_active
    union
    select repository_id, month, number from closed_issue
  ) as number
  group by repository_id, month
),

reopened as (
  select repository_id, month, sum(reopenings)::int as issues_reopened from acted_issue group by repository_id, month
),

opened as (
  select
    repository_id,
    month,
    count(*)::int as issues_opened,
    count(seconds_to_response)::int as answered,
    percentile_disc(0.5) within group (order by seconds_to_response)::float8 / 3600 as median_hours_to_first_response,
    percentile_disc(0.85) within group (order by seconds_to_response)::float8 / 3600 as p85_hours_to_first_response,
    sum(seconds_to_response)::float8 / count(seconds_to_response) / 3600 as mean_hours_to_first_response,
    max(seconds_to_response)::float8 / 3600 as max_hours_to_first_response,
    percentile_disc(0.5) within group (order by seconds_to_close)::float8 / 3600 as median_hours_to_close_of_opened,
    percentile_disc(0.85) within group (order by seconds_to_close)::float8 / 3600 as p85_hours_to_close_of_opened,
    sum(seconds_to_close)::float8 / count(seconds_to_close) / 3600 as mean_hours_to_close_of_opened,
    max(seconds_to_close)::float8 / 3600 as max_hours_to_close_of_opened
  from opened_issue
  group by repository_id, month
),

closed as (
  select
    repository_id,
    month,
    count(*)::int as issues_closed,
    percentile_disc(0.5) within group (order by seconds_to_close)::float8 / 3600 as median_hours_to_close,
    percentile_disc(0.85) within group (order by seconds_to_close)::float8 / 3600 as p85_hours_to_close,
    sum(seconds_to_close)::float8 / count(seconds_to_close) / 3600 as mean_hours_to_close,
    max(seconds_to_close)::float8 / 3600 as max_hours_to_close
  from closed_issue
  group by repository_id, month
),

counted as materialized (
  select
    repository_id,
    month,
    true as is_counted,
    coalesce(opened.issues_opened, 0) as issues_opened,
    coalesce(closed.issues_closed, 0) as issues_closed,
    coalesce(reopened.issues_reopened, 0) as issues_reopened,
    coalesce(active.issues_active, 0) as issues_active,
    coalesce(opened.answered, 0) as answered,
    opened.median_hours_to_first_response, opened.p85_hours_to_first_response, opened.mean_hours_to_first_response,
    opened.max_hours_to_first_response,
    closed.median_hours_to_close, closed.p85_hours_to_close, closed.mean_hours_to_close, closed.max_hours_to_close,
    opened.median_hours_to_close_of_opened, opened.p85_hours_to_close_of_opened, opened.mean_hours_to_close_of_opened,
    opened.max_hours_to_close_of_opened
  from wanted
  full join opened using (repository_id, month)
  full join closed using (repository_id, month)
  full join reopened using (repository_id, month)
  full join active using (repository_id, month)
),

-- Every month, with what stands for those that are not counted anew, so that what is open can be summed up.
summed as materialized (
  select
    repository_id,
    month,
    counted.is_counted,
    frame.had_open,
    frame.had_version,
    (sum(coalesce(counted.issues_opened, frame.had_opened) - coalesce(counted.issues_closed, frame.had_closed))
      over (partition by repository_id order by month))::int as open_at_month_end
  from frame
  full join counted using (repository_id, month)
  where frame.is_step
),

-- Those that may differ from what stands, with the whole row that stands.
target as materialized (
  select
    repository_id,
    month,
    summed.stored,
    summed.open_at_month_end,
    case when summed.is_counted then counted.issues_opened else (summed.stored).issues_opened end as issues_opened,
    case when summed.is_counted then counted.issues_closed else (summed.stored).issues_closed end as issues_closed,
    case when summed.is_counted then counted.issues_reopened else (summed.stored).issues_reopened end as issues_reopened,
    case when summed.is_counted then counted.issues_active else (summed.stored).issues_active end as issues_active,
    case when summed.is_counted then counted.answered else (summed.stored).answered end as answered,
    case when summed.is_counted then counted.median_hours_to_first_response else (summed.stored).median_hours_to_first_response end as median_hours_to_first_response,
    case when summed.is_counted then counted.p85_hours_to_first_response else (summed.stored).p85_hours_to_first_response end as p85_hours_to_first_response,
    case when summed.is_counted then counted.mean_hours_to_first_response else (summed.stored).mean_hours_to_first_response end as mean_hours_to_first_response,
    case when summed.is_counted then counted.max_hours_to_first_response else (summed.stored).max_hours_to_first_response end as max_hours_to_first_response,
    case when summed.is_counted then counted.median_hours_to_close else (summed.stored).median_hours_to_close end as median_hours_to_close,
    case when summed.is_counted then counted.p85_hours_to_close else (summed.stored).p85_hours_to_close end as p85_hours_to_close,
    case when summed.is_counted then counted.mean_hours_to_close else (summed.stored).mean_hours_to_close end as mean_hours_to_close,
    case when summed.is_counted then counted.max_hours_to_close else (summed.stored).max_hours_to_close end as max_hours_to_close,
    case when summed.is_counted then counted.median_hours_to_close_of_opened else (summed.stored).median_hours_to_close_of_opened end as median_hours_to_close_of_opened,
    case when summed.is_counted then counted.p85_hours_to_close_of_opened else (summed.stored).p85_hours_to_close_of_opened end as p85_hours_to_close_of_opened,
    case when summed.is_counted then counted.mean_hours_to_close_of_opened else (summed.stored).mean_hours_to_close_of_opened end as mean_hours_to_close_of_opened,
    case when summed.is_counted then counted.max_hours_to_close_of_opened else (summed.stored).max_hours_to_close_of_opened end as max_hours_to_close_of_opened
  from (
    select summed.repository_id, summed.month, summed.is_counted, summed.open_at_month_end, found.stored
    from summed
    left join lateral (
      select stored
      from kpi.issue_flow_monthly as stored
      where stored.repository_id = summed.repository_id and stored.month = summed.month
      offset 0
    ) as found on true
    where summed.is_counted
      or (summed.had_open, summed.had_version) is distinct from (summed.open_at_month_end, :definition_version::int)
  ) as summed
  full join counted using (repository_id, month)
),

-- By place, which no one else changes while the family is locked: by key, the planner may read the whole table instead.
deleted as (
  delete from kpi.issue_flow_monthly
  where ctid = any (array(select place from frame where is_step is null and place is not null))
  returning 1
),

written as (
  insert into kpi.issue_flow_monthly (
    repository_id, month,
    issues_opened, issues_closed, issues_reopened, issues_active, open_at_month_end, answered,
    median_hours_to_first_response, p85_hours_to_first_response, mean_hours_to_first_response,
    max_hours_to_first_response, median_hours_to_close, p85_hours_to_close, mean_hours_to_close, max_hours_to_close,
    median_hours_to_close_of_opened, p85_hours_to_close_of_opened, mean_hours_to_close_of_opened,
    max_hours_to_close_of_opened,
    definition_version, computed_at
  )
  select
    repository_id, month,
    issues_opened, issues_closed, issues_reopened, issues_active, open_at_month_end, answered,
    median_hours_to_first_response, p85_hours_to_first_response, mean_hours_to_first_response,
    max_hours_to_first_response, median_hours_to_close, p85_hours_to_close, mean_hours_to_close, max_hours_to_close,
    median_hours_to_close_of_opened, p85_hours_to_close_of_opened, mean_hours_to_close_of_opened,
    max_hours_to_close_of_opened,
    :definition_version::int, :computed_at::timestamptz
  from target
  where (
    (stored).issues_opened, (stored).issues_closed, (stored).issues_reopened, (stored).issues_active,
    (stored).open_at_month_end, (stored).answered, (stored).median_hours_to_first_response,
    (stored).p85_hours_to_first_response, (stored).mean_hours_to_first_response, (stored).max_hours_to_first_response,
    (stored).median_hours_to_close, (stored).p85_hours_to_close, (stored).mean_hours_to_close,
    (stored).max_hours_to_close, (stored).median_hours_to_close_of_opened, (stored).p85_hours_to_close_of_opened,
    (stored).mean_hours_to_close_of_opened, (stored).max_hours_to_close_of_opened,
    (stored).definition_version
  ) is distinct from (
    issues_opened, issues_closed, issues_reopened, issues_active, open_at_month_end, answered,
    median_hours_to_first_response, p85_hours_to_first_response, mean_hours_to_first_response,
    max_hours_to_first_response, median_hours_to_close, p85_hours_to_close, mean_hours_to_close, max_hours_to_close,
    median_hours_to_close_of_opened, p85_hours_to_close_of_opened, mean_hours_to_close_of_opened,
    max_hours_to_close_of_opened,
    :definition_version::int
  )
  order by repository_id, month
  on conflict (repository_id, month) do update set
    issues_opened = excluded.issues_opened,
    issues_closed = excluded.issues_closed,
    issues_reopened = excluded.issues_reopened,
    issues_active = excluded.issues_active,
    open_at_month_end = excluded.open_at_month_end,
    answered = excluded.answered,
    median_hours_to_first_response = excluded.median_hours_to_first_response,
    p85_hours_to_first_response = excluded.p85_hours_to_first_response,
    mean_hours_to_first_response = excluded.mean_hours_to_first_response,
    max_hours_to_first_response = excluded.max_hours_to_first_response,
    median_hours_to_close = excluded.median_hours_to_close,
    p85_hours_to_close = excluded.p85_hours_to_close,
    mean_hours_to_close = excluded.mean_hours_to_close,
    max_hours_to_close = excluded.max_hours_to_close,
    median_hours_to_close_of_opened = excluded.median_hours_to_close_of_opened,
    p85_hours_to_close_of_opened = excluded.p85_hours_to_close_of_opened,
    mean_hours_to_close_of_opened = excluded.mean_hours_to_close_of_opened,
    max_hours_to_close_of_opened = excluded.max_hours_to_close_of_opened,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
