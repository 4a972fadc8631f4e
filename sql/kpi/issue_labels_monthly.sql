-- Issues by label and UTC month, by the labels that each issue has now; pull requests and deleted issues do not count.
--   issues_opened   created in the month.
--   issues_closed   whose last close is in the month (a reopened issue is not closed; GitHub keeps the last close alone).
--   share_of_opened issues_opened / all issues opened in the month, labelled or not; null when none was opened.
--   median_hours_to_close, p85_hours_to_close
--                   hours from created to closed of the issues closed in the month: percentile_disc, a value that occurred; null when none.
--   open_at_month_end_current_labels
--                   created before the month's end and not closed before it; in the month of :as_of, at the end of that day.
--   labeled, unlabeled, open_at_month_end, median_hours_in_label
--                   are by label history: kpi/issue_label_history_monthly.sql fills them right after this statement when
--                   :has_history says that it is complete; else they are null.
-- What happened after the day :as_of does not count. A close recorded before the opening counts at the opening, with 0 hours.
-- A label named twice on an issue counts once. Labels are kept as they are named: `Bug` is not `bug`.
-- A row exists where any count is not zero, those by label history included (of carries that ended, too), up to the month of
-- :as_of.
--
-- Only :months (first days) are counted anew, through the indexes on created_at and closed_at. Open issues are a running sum
-- of opened - closed, so a label whose sum no longer agrees with its rows is carried on from the first of these months.
with bound as (
  select
    date_trunc('month', :as_of::date::timestamp)::date as last_month,
    (:as_of::date + 1)::timestamp at time zone 'utc' as as_of_end
),

touched as materialized (
  select
    month,
    (month - interval '1 month')::date as month_before,
    month::timestamp at time zone 'utc' as starts_at,
    least((month + interval '1 month') at time zone 'utc', as_of_end) as ends_at
  from (select distinct month from unnest(:months::date[]) as month) as given
  cross join bound
  where month <= last_month
),

-- `offset 0` keeps these a look at the index for each month: joined freely, the planner reads every issue of the repository.
opened_issue as materialized (
  select touched.month, issue.label_names, issue.is_closed_before
  from touched
  cross join lateral (
    select label_names, closed_at < created_at as is_closed_before
    from github.issue
    where repository_id = :repository_id::bigint
      and created_at >= touched.starts_at
      and created_at < touched.ends_at
      and not is_pull_request
      and deleted_at is null
    offset 0
  ) as issue
),

closed_issue as (
  select touched.month, issue.label_names, issue.hours_to_close
  from touched
  cross join lateral (
    select label_names, extract(epoch from closed_at - created_at)::float8 / 3600 as hours_to_close
    from github.issue
    where repository_id = :repository_id::bigint
      and closed_at >= touched.starts_at
      and closed_at < touched.ends_at
      and closed_at >= created_at
      and not is_pull_request
      and deleted_at is null
    offset 0
  ) as issue
  union all
  select month, label_names, 0 from opened_issue where is_closed_before
),

opened_total as (
  select month, count(*) as issues_opened from opened_issue group by month
),

opened as (
  select label, month, count(*) as issues_opened
  from opened_issue
  cross join lateral (select distinct label from unnest(label_names) as label) as labels
  group by label, month
),

closed as (
  select
    label,
    month,
    count(*) as issues_closed,
    percentile_disc(0.5) within group (order by hours_to_close) as median_hours_to_close,
    percentile_disc(0.85) within group (order by hours_to_close) as p85_hours_to_close
  from closed_issue
  cross join lateral (select distinct label from unnest(label_names) as label) as labels
  group by label, month
),

counted as materialized (
  select
    label,
    month,
    coalesce(opened.issues_opened, 0) as issues_opened,
    coalesce(closed.issues_closed, 0) as issues_closed,
    closed.median_hours_to_close,
    closed.p85_hours_to_close
  from opened
  full join closed using (label, month)
),

-- The rows of these months and of the month before each, as they stand.
nearby as materialized (
  select label, month, open_at_month_end_current_labels as still_open
  from kpi.issue_labels_monthly
  where repository_id = :repository_id::bigint
    and month in (select month from touched union select month_before from touched)
),

candidate as materialized (
  select label, month from counted
  union
  select label, month from nearby join touched using (month)
  union
  select nearby.label, touched.month from nearby join touched on touched.month_before = nearby.month
),

carried as materialized (
  select distinct candidate.label
  from candidate
  join touched using (month)
  left join counted using (label, month)
  left join nearby as current using (label, month)
  left join nearby as previous on previous.label = candidate.label and previous.month = touched.month_before
  where coalesce(current.still_open, 0)
    <> coalesce(previous.still_open, 0) + coalesce(counted.issues_opened, 0) - coalesce(counted.issues_closed, 0)
),

span as materialized (
  select
    steps.month::date as month,
    exists (select from touched where touched.month = steps.month::date) as is_counted
  from bound
  cross join generate_series(
    (select min(month) from touched)::timestamp, last_month::timestamp, interval '1 month'
  ) as steps (month)
),

-- A share of 0 and an unknown share differ by whether the month has any issue: one look at the index for each month not counted.
share_at_zero as materialized (
  select
    span.month,
    case
      when exists (
        select
        from github.issue
        where issue.repository_id = :repository_id::bigint
          and issue.created_at >= span.month::timestamp at time zone 'utc'
          and issue.created_at < least((span.month + interval '1 month') at time zone 'utc', as_of_end)
          and not issue.is_pull_request
          and issue.deleted_at is null
      ) then 0::float8
    end as share_of_opened
  from span
  cross join bound
  where not span.is_counted and exists (select from carried)
),

carried_row as (
  select
    carried.label,
    span.month,
    case when span.is_counted then coalesce(counted.issues_opened, 0) else coalesce(kept.issues_opened, 0) end as issues_opened,
    case when span.is_counted then coalesce(counted.issues_closed, 0) else coalesce(kept.issues_closed, 0) end as issues_closed,
    case
      when span.is_counted then coalesce(counted.issues_opened, 0)::float8 / opened_total.issues_opened
      when kept.label is not null then kept.share_of_opened
      else share_at_zero.share_of_opened
    end as share_of_opened,
    case when span.is_counted then counted.median_hours_to_close else kept.median_hours_to_close end as median_hours_to_close,
    case when span.is_counted then counted.p85_hours_to_close else kept.p85_hours_to_close end as p85_hours_to_close
  from carried
  cross join span
  left join counted on counted.label = carried.label and counted.month = span.month
  left join opened_total on opened_total.month = span.month
  left join share_at_zero on share_at_zero.month = span.month
  left join lateral (
    select *
    from kpi.issue_labels_monthly as stored
    where not span.is_counted
      and stored.repository_id = :repository_id::bigint and stored.label = carried.label and stored.month = span.month
    offset 0
  ) as kept on true
),

opening_balance as (
  select nearby.label, nearby.still_open
  from nearby
  where nearby.month = (select min(month_before) from touched)
),

target as materialized (
  select
    carried_row.*,
    coalesce(opening_balance.still_open, 0)
      + sum(issues_opened - issues_closed) over (partition by carried_row.label order by month) as still_open
  from carried_row
  left join opening_balance using (label)
  union all
  select
    candidate.label,
    candidate.month,
    coalesce(counted.issues_opened, 0),
    coalesce(counted.issues_closed, 0),
    coalesce(counted.issues_opened, 0)::float8 / opened_total.issues_opened,
    counted.median_hours_to_close,
    counted.p85_hours_to_close,
    coalesce(nearby.still_open, 0)
  from candidate
  left join counted using (label, month)
  left join nearby using (label, month)
  left join opened_total using (month)
  where not exists (select from carried where carried.label = candidate.label)
),

-- With the row that stands there. Rows that label history alone keeps stay, with zeros here.
compared as materialized (
  select
    target.*,
    target.issues_opened > 0 or target.issues_closed > 0 or target.still_open > 0
      or coalesce(row.labeled > 0 or row.unlabeled > 0 or row.open_at_month_end > 0, false)
      or row.median_hours_in_label is not null as is_needed,
    row.label is not null as is_there,
    (
      row.issues_opened, row.issues_closed, row.share_of_opened, row.median_hours_to_close, row.p85_hours_to_close,
      row.open_at_month_end_current_labels, row.definition_version
    ) is not distinct from (
      target.issues_opened, target.issues_closed, target.share_of_opened, target.median_hours_to_close,
      target.p85_hours_to_close, target.still_open, :definition_version::int
    ) as is_right
  from target
  left join lateral (
    select *
    from kpi.issue_labels_monthly as stored
    where stored.repository_id = :repository_id::bigint and stored.label = target.label and stored.month = target.month
    offset 0
  ) as row on true
),

deleted as (
  delete from kpi.issue_labels_monthly as stored
  using (
    select label, month from compared where is_there and not is_needed
    union all
    select label, month
    from kpi.issue_labels_monthly
    where repository_id = :repository_id::bigint and month > (select last_month from bound)
  ) as gone
  where stored.repository_id = :repository_id::bigint and stored.label = gone.label and stored.month = gone.month
  returning 1
),

written as (
  insert into kpi.issue_labels_monthly (
    repository_id, label, month, issues_opened, issues_closed, share_of_opened, median_hours_to_close, p85_hours_to_close,
    open_at_month_end_current_labels, labeled, unlabeled, open_at_month_end, definition_version, computed_at
  )
  select
    :repository_id::bigint, label, month, issues_opened, issues_closed,
    share_of_opened, median_hours_to_close, p85_hours_to_close,
    still_open, no_history.count, no_history.count, no_history.count,
    :definition_version::int, :computed_at::timestamptz
  from compared
  -- A new row of a month that label history does not count anew has none: else it would be here.
  cross join (select case when :has_history::boolean then 0 end as count) as no_history
  where is_needed and not is_right
  -- Sorted, so that all looks at the table come before the first row is added to it.
  order by label, month
  on conflict (repository_id, label, month) do update set
    issues_opened = excluded.issues_opened,
    issues_closed = excluded.issues_closed,
    share_of_opened = excluded.share_of_opened,
    median_hours_to_close = excluded.median_hours_to_close,
    p85_hours_to_close = excluded.p85_hours_to_close,
    open_at_month_end_current_labels = excluded.open_at_month_end_current_labels,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
