-- Issues by label and UTC month, by who carried which label when (sql/stage/label_periods.sql); pull requests and deleted
-- issues do not count. Labels have their present names, so that these columns stand beside those of the labels of now.
--   labeled    times that the label was set in the month. Setting it where it is set already does not count, nor does a label
--              that an issue carries without an event that set it, since nobody knows when.
--   unlabeled  times that it was taken away, also by deleting the label: when the deletion was found. Not counted: the end of
--              a label that was deleted before we looked, since nobody knows when.
--   open_at_month_end
--              issues that were open and carried the label at the month's end; in the month of :as_of, at the end of that day.
--   median_hours_in_label
--              hours that an issue carried the label, of the carries that ended in the month: by taking the label away or by
--              closing the issue, whichever came first. A reopened issue that has the label still carries it anew from the
--              reopening. A label that is set while the issue is closed ends by taking it away alone.
--              percentile_disc(0.5), a value that occurred; null when none ended. Unknown ends and unknown begins have none.
-- A month in which carries ended has a row, too: else their median would be lost.
-- Issues without any label have no history of one: the row of '' keeps nulls here.
-- What happened after the day :as_of does not count. For repositories with complete label history alone; the others have
-- nulls (kpi/clear_issue_label_history.sql). Runs after kpi/issue_labels_monthly.sql with the same pairs, in its transaction:
-- adds the rows that label history alone asks for, and deletes those that nothing asks for any more.
--
-- Only the pairs of :repository_ids and :months (first days) are counted anew, through indexes. Open issues are a running sum of
-- carries begun - carries ended, so a label whose sum no longer agrees with its rows is carried on from the first of its
-- repository's months: what its rows say of a month that is not counted anew is moved by what the counted ones before it gained.
with bound as (
  select
    date_trunc('month', :as_of::date::timestamp)::date as last_month,
    (:as_of::date + 1)::timestamp at time zone 'utc' as as_of_end
),

scope as materialized (
  select repository_id, array_agg(distinct month) as months, min(month) as first_month
  from unnest(:repository_ids::bigint[], :months::date[]) as given (repository_id, month)
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

-- Each month of a repository is counted by itself: looks at the indexes for each pair, and a small group instead of one of all rows.
counted as (
  select
    touched.repository_id,
    found.label,
    touched.month,
    found.labeled,
    found.unlabeled,
    found.opened,
    found.median_hours_in_label
  from touched
  cross join lateral (
    select
      label,
      sum(labeled)::int as labeled,
      sum(unlabeled)::int as unlabeled,
      sum(opened)::int as opened,
      percentile_disc(0.5) within group (order by hours) filter (where hours is not null) as median_hours_in_label
    from (
      select label, 1 as labeled, 0 as unlabeled, 0 as opened, null::float8 as hours
      from github.issue_label_period
      where repository_id = touched.repository_id
        and labeled_at >= touched.starts_at
        and labeled_at < touched.ends_at
        and not is_pull_request
        and begun_by = 'labeled'
      union all
      select label, 0, 1, 0, null
      from github.issue_label_period
      where repository_id = touched.repository_id
        and unlabeled_at >= touched.starts_at
        and unlabeled_at < touched.ends_at
        and not is_pull_request
        and ended_by <> 'unknown'
      union all
      select label, 0, 0, 1, null
      from github.issue_label_carry
      where repository_id = touched.repository_id
        and started_at >= touched.starts_at
        and started_at < touched.ends_at
        and is_open
      union all
      select
        label, 0, 0, case when is_open then -1 else 0 end,
        case when ended_by <> 'unknown' and is_start_known then extract(epoch from ended_at - started_at)::float8 / 3600 end
      from github.issue_label_carry
      where repository_id = touched.repository_id
        and ended_at >= touched.starts_at
        and ended_at < touched.ends_at
    ) as happened
    group by label
  ) as found
),

-- The rows of these months as they stand, with their place; and what was open at the end of the month before each.
current as (
  select touched.repository_id, touched.month, found.*
  from touched
  cross join lateral (
    select
      summary.label,
      summary.ctid as place,
      summary.labeled as had_labeled,
      summary.unlabeled as had_unlabeled,
      summary.open_at_month_end as had_open,
      summary.median_hours_in_label as had_median,
      summary.issues_opened > 0 or summary.issues_closed > 0 or summary.open_at_month_end_current_labels > 0
        as is_needed_without
    from kpi.issue_labels_monthly as summary
    where summary.repository_id = touched.repository_id and summary.month = touched.month and summary.label <> ''
    offset 0
  ) as found
),

previous as (
  select touched.repository_id, found.label, touched.month, found.still_open
  from touched
  cross join lateral (
    select summary.label, summary.open_at_month_end as still_open
    from kpi.issue_labels_monthly as summary
    where summary.repository_id = touched.repository_id and summary.month = touched.month_before and summary.label <> ''
    offset 0
  ) as found
),

-- Full joins, here and below, are never done by comparing each row with each.
candidate as materialized (
  select
    repository_id,
    label,
    month,
    coalesce(counted.labeled, 0) as labeled,
    coalesce(counted.unlabeled, 0) as unlabeled,
    counted.median_hours_in_label,
    current.place,
    current.had_labeled,
    current.had_unlabeled,
    current.had_open,
    current.had_median,
    current.is_needed_without,
    coalesce(current.had_open, 0) as still_open,
    coalesce(counted.opened, 0) - (coalesce(current.had_open, 0) - coalesce(previous.still_open, 0)) as gain
  from counted
  full join current using (repository_id, label, month)
  full join previous using (repository_id, label, month)
),

judged as materialized (
  select *, bool_or(gain <> 0) over (partition by repository_id, label) as is_carried
  from candidate
),

carried as materialized (
  select label.repository_id, label.label, scope.first_month, scope.months
  from (select distinct repository_id, label from judged where is_carried) as label
  join scope using (repository_id)
),

-- Every month of a carried label, from the first one on.
step as (
  select carried.repository_id, carried.label, steps.month
  from carried
  cross join bound
  cross join lateral kpi.months(carried.first_month, bound.last_month) as steps (month)
),

kept as (
  select carried.repository_id, carried.label, found.*
  from carried
  cross join bound
  cross join lateral (
    select
      summary.month,
      summary.ctid as place,
      summary.labeled,
      summary.unlabeled,
      summary.open_at_month_end as still_open,
      summary.median_hours_in_label,
      summary.issues_opened > 0 or summary.issues_closed > 0 or summary.open_at_month_end_current_labels > 0
        as is_needed_without
    from kpi.issue_labels_monthly as summary
    where summary.repository_id = carried.repository_id
      and summary.label = carried.label
      and summary.month > carried.first_month
      and summary.month <= bound.last_month
      and summary.month <> all (carried.months)
    offset 0
  ) as found
),

-- The counted months of a carried label, those without any row of it, and those that are not counted.
moved as (
  select
    repository_id,
    label,
    month,
    coalesce(judged.labeled, kept.labeled, 0) as labeled,
    coalesce(judged.unlabeled, kept.unlabeled, 0) as unlabeled,
    coalesce(judged.median_hours_in_label, kept.median_hours_in_label) as median_hours_in_label,
    coalesce(judged.place, kept.place) as place,
    coalesce(judged.had_labeled, kept.labeled) as had_labeled,
    coalesce(judged.had_unlabeled, kept.unlabeled) as had_unlabeled,
    coalesce(judged.had_open, kept.still_open) as had_open,
    coalesce(judged.had_median, kept.median_hours_in_label) as had_median,
    coalesce(judged.is_needed_without, kept.is_needed_without) as is_needed_without,
    coalesce(judged.still_open, kept.still_open, 0) as still_open,
    coalesce(judged.gain, 0) as gain
  from step
  full join (select * from judged where is_carried) as judged using (repository_id, label, month)
  full join kept using (repository_id, label, month)
),

target as (
  select
    repository_id, label, month, labeled, unlabeled, median_hours_in_label, place, had_labeled, had_unlabeled, had_open,
    had_median, is_needed_without,
    still_open + sum(gain) over (partition by repository_id, label order by month) as still_open
  from moved
  union all
  select
    repository_id, label, month, labeled, unlabeled, median_hours_in_label, place, had_labeled, had_unlabeled, had_open,
    had_median, is_needed_without, still_open
  from judged
  where not is_carried
),

-- With the row that stands there.
compared as materialized (
  select
    *,
    place is not null as is_there,
    labeled > 0 or unlabeled > 0 or still_open > 0 or median_hours_in_label is not null as is_needed,
    (had_labeled, had_unlabeled, had_open, had_median)
      is not distinct from (labeled, unlabeled, still_open, median_hours_in_label) as is_right
  from target
),

-- A share of 0 and an unknown share differ by whether the month has any issue: a look at the index for each month of new rows.
new_month as (
  select
    repository_id,
    month,
    exists (
      select
      from github.issue
      where issue.repository_id = new.repository_id
        and issue.created_at >= new.month::timestamp at time zone 'utc'
        and issue.created_at < least((new.month + interval '1 month') at time zone 'utc', bound.as_of_end)
        and not issue.is_pull_request
        and issue.deleted_at is null
    ) as has_issue
  from (select distinct repository_id, month from compared where is_needed and not is_there) as new
  cross join bound
),

-- By place, as in kpi/issue_labels_monthly.sql.
deleted as (
  delete from kpi.issue_labels_monthly
  where ctid = any (
    array(select place from compared where is_there and not is_needed and not is_needed_without)
  )
  returning 1
),

written as (
  insert into kpi.issue_labels_monthly (
    repository_id, label, month, issues_opened, issues_closed, share_of_opened, labeled, unlabeled, open_at_month_end,
    median_hours_in_label, open_at_month_end_current_labels, definition_version, computed_at
  )
  select
    repository_id, label, month, 0, 0, case when has_issue then 0::float8 end, labeled, unlabeled, still_open,
    median_hours_in_label, 0, :definition_version::int, :computed_at::timestamptz
  from compared
  left join new_month using (repository_id, month)
  where is_needed and not is_there or is_there and not is_right and (is_needed or is_needed_without)
  order by repository_id, label, month
  -- A row that is there keeps what kpi/issue_labels_monthly.sql has written.
  on conflict (repository_id, label, month) do update set
    labeled = excluded.labeled,
    unlabeled = excluded.unlabeled,
    open_at_month_end = excluded.open_at_month_end,
    median_hours_in_label = excluded.median_hours_in_label,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
