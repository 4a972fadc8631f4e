-- Issues by label and UTC month, by who carried which label when (sql/stage/label_periods.sql); pull requests and deleted
-- issues do not count. Labels have their present names, so that these columns stand beside those of the labels of now.
--   labeled    times that the label was set in the month. Setting it where it is set already does not count.
--   unlabeled  times that it was taken away, also by deleting the label: when the deletion was found. Not counted: the end of
--              a label that was deleted before we looked, since nobody knows when.
--   open_at_month_end
--              issues that were open and carried the label at the month's end; in the month of :as_of, at the end of that day.
--   median_hours_in_label
--              hours that an issue carried the label, of the carries that ended in the month: by taking the label away or by
--              closing the issue, whichever came first. A reopened issue that has the label still carries it anew from the
--              reopening. A label that is set while the issue is closed ends by taking it away alone.
--              percentile_disc(0.5), a value that occurred; null when none ended. An unknown end is none.
-- A month in which carries ended has a row, too: else their median would be lost.
-- What happened after the day :as_of does not count. For repositories with complete label history alone; the others have
-- nulls (kpi/clear_issue_label_history.sql). Runs after kpi/issue_labels_monthly.sql with the same :months, in its transaction:
-- adds the rows that label history alone asks for, and deletes those that nothing asks for any more.
--
-- Only :months (first days) are counted anew, through indexes. Open issues are a running sum of carries begun - carries ended,
-- so a label whose sum no longer agrees with its rows is carried on from the first of these months: what its rows say of a
-- month that is not counted anew is moved by what the counted ones before it gained.
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

-- `offset 0`: a look at the index for each month, as in kpi/issue_labels_monthly.sql.
happened as (
  select touched.month, found.label, 1 as labeled, 0 as unlabeled, 0 as opened, null::float8 as hours
  from touched
  cross join lateral (
    select label
    from github.issue_label_period
    where repository_id = :repository_id::bigint
      and labeled_at >= touched.starts_at
      and labeled_at < touched.ends_at
      and not is_pull_request
    offset 0
  ) as found
  union all
  select touched.month, found.label, 0, 1, 0, null
  from touched
  cross join lateral (
    select label
    from github.issue_label_period
    where repository_id = :repository_id::bigint
      and unlabeled_at >= touched.starts_at
      and unlabeled_at < touched.ends_at
      and not is_pull_request
      and ended_by <> 'unknown'
    offset 0
  ) as found
  union all
  select touched.month, found.label, 0, 0, 1, null
  from touched
  cross join lateral (
    select label
    from github.issue_label_carry
    where repository_id = :repository_id::bigint
      and started_at >= touched.starts_at
      and started_at < touched.ends_at
      and is_open
    offset 0
  ) as found
  union all
  select touched.month, found.label, 0, 0, case when found.is_open then -1 else 0 end, found.hours
  from touched
  cross join lateral (
    select
      label,
      is_open,
      case when ended_by <> 'unknown' then extract(epoch from ended_at - started_at)::float8 / 3600 end as hours
    from github.issue_label_carry
    where repository_id = :repository_id::bigint
      and ended_at >= touched.starts_at
      and ended_at < touched.ends_at
    offset 0
  ) as found
),

counted as materialized (
  select
    label,
    month,
    sum(labeled) as labeled,
    sum(unlabeled) as unlabeled,
    sum(opened) as opened,
    percentile_disc(0.5) within group (order by hours) as median_hours_in_label
  from happened
  group by label, month
),

-- The rows of these months and of the month before each, as they stand.
nearby as materialized (
  select label, month, coalesce(open_at_month_end, 0) as still_open
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
  where coalesce(current.still_open, 0) <> coalesce(previous.still_open, 0) + coalesce(counted.opened, 0)
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

stored as materialized (
  select found.*
  from carried
  cross join lateral (
    select label, month, labeled, unlabeled, coalesce(open_at_month_end, 0) as still_open, median_hours_in_label
    from kpi.issue_labels_monthly as row
    where row.repository_id = :repository_id::bigint
      and row.label = carried.label
      and row.month >= (select min(month_before) from touched)
    offset 0
  ) as found
),

moved as (
  select
    carried.label,
    span.month,
    case when span.is_counted then coalesce(counted.labeled, 0) else coalesce(stored.labeled, 0) end as labeled,
    case when span.is_counted then coalesce(counted.unlabeled, 0) else coalesce(stored.unlabeled, 0) end as unlabeled,
    coalesce(stored.still_open, 0) as still_open,
    case
      when span.is_counted then
        coalesce(counted.opened, 0) - (coalesce(stored.still_open, 0) - coalesce(previous.still_open, 0))
      else 0
    end as gain,
    case when span.is_counted then counted.median_hours_in_label else stored.median_hours_in_label end as median_hours_in_label
  from carried
  cross join span
  left join counted on counted.label = carried.label and counted.month = span.month
  left join stored on stored.label = carried.label and stored.month = span.month
  left join stored as previous
    on previous.label = carried.label and previous.month = (span.month - interval '1 month')::date
),

target as materialized (
  select
    label,
    month,
    labeled,
    unlabeled,
    still_open + sum(gain) over (partition by label order by month) as still_open,
    median_hours_in_label
  from moved
  union all
  select
    candidate.label,
    candidate.month,
    coalesce(counted.labeled, 0),
    coalesce(counted.unlabeled, 0),
    coalesce(nearby.still_open, 0),
    counted.median_hours_in_label
  from candidate
  left join counted using (label, month)
  left join nearby using (label, month)
  where not exists (select from carried where carried.label = candidate.label)
),

-- With the row that stands there.
compared as materialized (
  select
    target.*,
    target.labeled > 0 or target.unlabeled > 0 or target.still_open > 0 or target.median_hours_in_label is not null as is_needed,
    row.label is not null as is_there,
    row.issues_opened > 0 or row.issues_closed > 0 or row.open_at_month_end_current_labels > 0 as is_needed_without,
    (row.labeled, row.unlabeled, row.open_at_month_end, row.median_hours_in_label)
      is not distinct from (target.labeled, target.unlabeled, target.still_open, target.median_hours_in_label) as is_right
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
  using compared as gone
  where stored.repository_id = :repository_id::bigint
    and stored.label = gone.label
    and stored.month = gone.month
    and gone.is_there
    and not gone.is_needed
    and not gone.is_needed_without
  returning 1
),

updated as (
  update kpi.issue_labels_monthly as stored set
    labeled = compared.labeled,
    unlabeled = compared.unlabeled,
    open_at_month_end = compared.still_open,
    median_hours_in_label = compared.median_hours_in_label,
    computed_at = :computed_at::timestamptz
  from compared
  where stored.repository_id = :repository_id::bigint
    and stored.label = compared.label
    and stored.month = compared.month
    and compared.is_there
    and not compared.is_right
    and (compared.is_needed or compared.is_needed_without)
  returning 1
),

-- A share of 0 and an unknown share differ by whether the month has any issue: one look at the index for each new month.
new_month as materialized (
  select
    month,
    case
      when exists (
        select
        from github.issue
        where issue.repository_id = :repository_id::bigint
          and issue.created_at >= month::timestamp at time zone 'utc'
          and issue.created_at < least((month + interval '1 month') at time zone 'utc', as_of_end)
          and not issue.is_pull_request
          and issue.deleted_at is null
      ) then 0::float8
    end as share_of_opened
  from (select distinct month from compared where is_needed and not is_there) as needed
  cross join bound
),

inserted as (
  insert into kpi.issue_labels_monthly (
    repository_id, label, month, issues_opened, issues_closed, share_of_opened, labeled, unlabeled, open_at_month_end,
    median_hours_in_label, open_at_month_end_current_labels, definition_version, computed_at
  )
  select
    :repository_id::bigint, label, month, 0, 0, share_of_opened, labeled, unlabeled, still_open,
    median_hours_in_label, 0, :definition_version::int, :computed_at::timestamptz
  from compared
  join new_month using (month)
  where is_needed and not is_there
  order by label, month
  returning 1
)

select
  (select count(*) from updated) + (select count(*) from inserted) as written,
  (select count(*) from deleted) as deleted;
