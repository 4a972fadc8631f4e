-- Issues by label and UTC month, by the labels that each issue has now; pull requests and deleted issues do not count.
--   issues_opened   created in the month.
--   issues_closed   whose last close is in the month (a reopened issue is not closed; GitHub keeps the last close alone).
--   share_of_opened issues_opened / all issues opened in the month, labelled or not; null when none was opened.
--   median_hours_to_close, p85_hours_to_close
--                   hours from created to closed of the issues closed in the month: percentile_disc, a value that occurred; null when none.
--   open_at_month_end_current_labels
--                   created before the month's end and not closed before it; in the month of :as_of, at the end of that day.
--   labeled, unlabeled, open_at_month_end, median_hours_in_label
--                   are by label history: kpi/issue_label_history_monthly.sql fills them right after this statement where
--                   :has_whole_source says that it is complete; else they are null.
-- What happened after the day :as_of does not count. A close recorded before the opening counts at the opening, with 0 hours.
-- A label named twice on an issue counts once. Labels are kept as they are named: `Bug` is not `bug`. Issues without any label
-- count under '', which no label is named; label history tells nothing of them. An issue counts under each of its labels, so rows
-- do not add up.
-- A row exists where any count is not zero, those by label history included (of carries that ended, too), up to the month of
-- :as_of.
--
-- Only the pairs of :repository_ids and :months (first days) are counted anew, through the indexes on created_at and closed_at.
-- Open issues are a running sum of opened - closed, so a label whose sum no longer agrees with its rows is carried on from the
-- first of its repository's months.
with bound as (
  select
    date_trunc('month', :as_of::date::timestamp)::date as last_month,
    (:as_of::date + 1)::timestamp at time zone 'utc' as as_of_end
),

scope as materialized (
  select
    repository_id,
    bool_or(has_history) as has_history,
    array_agg(distinct month) as months,
    min(month) as first_month
  from unnest(:repository_ids::bigint[], :months::date[], :has_whole_source::boolean[]) as given (
    repository_id, month, has_history
  )
  group by repository_id
),

touched as materialized (
  select
    scope.repository_id,
    month,
    (month - interval '1 month')::date as month_before,
    month::timestamp at time zone 'utc' as starts_at,
    least((month + interval '1 month') at time zone 'utc', as_of_end) as ends_at
  from scope
  cross join lateral unnest(scope.months) as month
  cross join bound
  where month <= last_month
),

-- `offset 0`, here and below, keeps these a look at the index for each pair: joined freely, the planner reads every issue of
-- the repository.
opened_issue as materialized (
  select touched.repository_id, touched.month, issue.label_names, issue.is_closed_before
  from touched
  cross join lateral (
    select label_names, closed_at < created_at as is_closed_before
    from github.issue
    where repository_id = touched.repository_id
      and created_at >= touched.starts_at
      and created_at < touched.ends_at
      and not is_pull_request
      and deleted_at is null
    offset 0
  ) as issue
),

closed_issue as (
  select touched.repository_id, touched.month, issue.label_names, issue.hours_to_close
  from touched
  cross join lateral (
    select label_names, extract(epoch from closed_at - created_at)::float8 / 3600 as hours_to_close
    from github.issue
    where repository_id = touched.repository_id
      and closed_at >= touched.starts_at
      and closed_at < touched.ends_at
      and closed_at >= created_at
      and not is_pull_request
      and deleted_at is null
    offset 0
  ) as issue
  union all
  select repository_id, month, label_names, 0 from opened_issue where is_closed_before
),

opened_total as materialized (
  select repository_id, month, count(*) as issues_opened from opened_issue group by repository_id, month
),

opened as (
  select repository_id, label, month, count(*) as issues_opened
  from opened_issue
  cross join lateral (select distinct label from unnest(case label_names when '{}' then '{""}' else label_names end) as label) as labels
  group by repository_id, label, month
),

closed as (
  select
    repository_id,
    label,
    month,
    count(*) as issues_closed,
    percentile_disc(0.5) within group (order by hours_to_close) as median_hours_to_close,
    percentile_disc(0.85) within group (order by hours_to_close) as p85_hours_to_close
  from closed_issue
  cross join lateral (select distinct label from unnest(case label_names when '{}' then '{""}' else label_names end) as label) as labels
  group by repository_id, label, month
),

-- The rows of these months as they stand, whole, with their place; and what was open at the end of the month before each.
current as (
  select touched.repository_id, found.label, touched.month, found.stored, found.place
  from touched
  cross join lateral (
    select summary.label, summary as stored, summary.ctid as place
    from kpi.issue_labels_monthly as summary
    where summary.repository_id = touched.repository_id and summary.month = touched.month
    offset 0
  ) as found
),

previous as (
  select touched.repository_id, found.label, touched.month, found.still_open
  from touched
  cross join lateral (
    select summary.label, summary.open_at_month_end_current_labels as still_open
    from kpi.issue_labels_monthly as summary
    where summary.repository_id = touched.repository_id and summary.month = touched.month_before
    offset 0
  ) as found
),

-- Full joins, here and below, are never done by comparing each row with each.
candidate as materialized (
  select
    repository_id,
    label,
    month,
    coalesce(opened.issues_opened, 0) as issues_opened,
    coalesce(closed.issues_closed, 0) as issues_closed,
    closed.median_hours_to_close,
    closed.p85_hours_to_close,
    current.stored,
    current.place,
    coalesce((current.stored).open_at_month_end_current_labels, 0) as still_open,
    coalesce(previous.still_open, 0) as open_before
  from opened
  full join closed using (repository_id, label, month)
  full join current using (repository_id, label, month)
  full join previous using (repository_id, label, month)
),

judged as materialized (
  select
    *,
    bool_or(still_open <> open_before + issues_opened - issues_closed) over (partition by repository_id, label) as is_carried
  from candidate
),

carried as materialized (
  select label.repository_id, label.label, scope.first_month, scope.months
  from (select distinct repository_id, label from judged where is_carried) as label
  join scope using (repository_id)
),

-- Every month of a carried label, from the first one on.
step as (
  select carried.repository_id, carried.label, steps.month, steps.month = any (carried.months) as is_counted
  from carried
  cross join bound
  cross join lateral kpi.months(carried.first_month, bound.last_month) as steps (month)
),

kept as (
  select carried.repository_id, carried.label, found.month, found.stored, found.place
  from carried
  cross join bound
  cross join lateral (
    select summary.month, summary as stored, summary.ctid as place
    from kpi.issue_labels_monthly as summary
    where summary.repository_id = carried.repository_id
      and summary.label = carried.label
      and summary.month > carried.first_month
      and summary.month <= bound.last_month
      and summary.month <> all (carried.months)
    offset 0
  ) as found
),

counted as (
  select * from judged where is_carried
),

carried_row as (
  select
    repository_id,
    label,
    month,
    step.is_counted,
    case when step.is_counted then coalesce(counted.issues_opened, 0) else coalesce((kept.stored).issues_opened, 0) end
      as issues_opened,
    case when step.is_counted then coalesce(counted.issues_closed, 0) else coalesce((kept.stored).issues_closed, 0) end
      as issues_closed,
    case when step.is_counted then counted.median_hours_to_close else (kept.stored).median_hours_to_close end
      as median_hours_to_close,
    case when step.is_counted then counted.p85_hours_to_close else (kept.stored).p85_hours_to_close end as p85_hours_to_close,
    case when step.is_counted then counted.stored else kept.stored end as stored,
    case when step.is_counted then counted.place else kept.place end as place,
    -- What was open before the first of these months.
    case when row_number() over (partition by repository_id, label order by month) = 1 then coalesce(counted.open_before, 0)
      else 0 end as brought
  from step
  full join counted using (repository_id, label, month)
  full join kept using (repository_id, label, month)
),

target as (
  select
    repository_id, label, month, is_counted, issues_opened, issues_closed, median_hours_to_close, p85_hours_to_close, stored,
    place,
    sum(brought + issues_opened - issues_closed) over (partition by repository_id, label order by month) as still_open
  from carried_row
  union all
  select
    repository_id, label, month, true, issues_opened, issues_closed, median_hours_to_close, p85_hours_to_close, stored,
    place, still_open
  from judged
  where not is_carried
),

-- A share of 0 and an unknown share differ by whether the month has any issue: a look at the index for each month not counted.
shared as (
  select
    target.*,
    case
      when target.is_counted then target.issues_opened::float8 / opened_total.issues_opened
      when (target.stored).repository_id is not null then (target.stored).share_of_opened
      when exists (
        select
        from github.issue
        where issue.repository_id = target.repository_id
          and issue.created_at >= target.month::timestamp at time zone 'utc'
          and issue.created_at < least((target.month + interval '1 month') at time zone 'utc', bound.as_of_end)
          and not issue.is_pull_request
          and issue.deleted_at is null
      ) then 0::float8
    end as share_of_opened
  from target
  cross join bound
  left join opened_total using (repository_id, month)
  where target.issues_opened > 0 or target.issues_closed > 0 or target.still_open > 0 or (target.stored).repository_id is not null
),

-- With the row that stands there. Rows that label history alone keeps stay, with zeros here.
compared as materialized (
  select
    *,
    issues_opened > 0 or issues_closed > 0 or still_open > 0
      or coalesce((stored).labeled > 0 or (stored).unlabeled > 0 or (stored).open_at_month_end > 0, false)
      or (stored).median_hours_in_label is not null as is_needed,
    (stored).repository_id is not null as is_there,
    (
      (stored).issues_opened, (stored).issues_closed, (stored).share_of_opened, (stored).median_hours_to_close,
      (stored).p85_hours_to_close, (stored).open_at_month_end_current_labels, (stored).definition_version
    ) is not distinct from (
      issues_opened, issues_closed, share_of_opened, median_hours_to_close, p85_hours_to_close, still_open,
      :definition_version::int
    ) as is_right
  from shared
),

beyond as (
  select found.place
  from scope
  cross join bound
  cross join lateral (
    select summary.ctid as place
    from kpi.issue_labels_monthly as summary
    where summary.repository_id = scope.repository_id and summary.month > bound.last_month
    offset 0
  ) as found
),

-- By place, which no one else changes while the family is locked: by key, the planner may read the whole table instead.
deleted as (
  delete from kpi.issue_labels_monthly
  where ctid = any (
    array(select place from compared where is_there and not is_needed union all select place from beyond)
  )
  returning 1
),

written as (
  insert into kpi.issue_labels_monthly as kept (
    repository_id, label, month, issues_opened, issues_closed, share_of_opened, median_hours_to_close, p85_hours_to_close,
    open_at_month_end_current_labels, labeled, unlabeled, open_at_month_end, definition_version, computed_at
  )
  select
    repository_id, label, month, issues_opened, issues_closed,
    share_of_opened, median_hours_to_close, p85_hours_to_close,
    still_open, no_history.count, no_history.count, no_history.count,
    :definition_version::int, :computed_at::timestamptz
  from compared
  join scope using (repository_id)
  -- A new row of a month that label history does not count anew has none: else it would be here.
  cross join lateral (select case when scope.has_history and label <> '' then 0 end as count) as no_history
  where is_needed and not is_right
  -- Sorted, so that all looks at the table come before the first row is added to it.
  order by repository_id, label, month
  on conflict (repository_id, label, month) do update set
    issues_opened = excluded.issues_opened,
    issues_closed = excluded.issues_closed,
    share_of_opened = excluded.share_of_opened,
    median_hours_to_close = excluded.median_hours_to_close,
    p85_hours_to_close = excluded.p85_hours_to_close,
    open_at_month_end_current_labels = excluded.open_at_month_end_current_labels,
    -- Label history knows nothing of issues without any label, and so never looks at their row.
    labeled = case when excluded.label <> '' then kept.labeled end,
    unlabeled = case when excluded.label <> '' then kept.unlabeled end,
    open_at_month_end = case when excluded.label <> '' then kept.open_at_month_end end,
    median_hours_in_label = case when excluded.label <> '' then kept.median_hours_in_label end,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
