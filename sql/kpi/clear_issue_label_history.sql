-- Empties the columns by label history, in the pairs of :repository_ids and :months, of repositories whose history is not complete:
-- null, not 0, since nobody knows. Rows that label history alone asked for go. Runs before kpi/issue_labels_monthly.sql, in its
-- transaction.
with touched as (
  select distinct repository_id, month from unnest(:repository_ids::bigint[], :months::date[]) as given (repository_id, month)
),

-- `offset 0`: a look at the index for each pair.
filled as materialized (
  select found.place, found.is_needed
  from touched
  cross join lateral (
    select summary.ctid as place, issues_opened > 0 or issues_closed > 0 or open_at_month_end_current_labels > 0 as is_needed
    from kpi.issue_labels_monthly as summary
    where summary.repository_id = touched.repository_id
      and summary.month = touched.month
      and (labeled is not null or unlabeled is not null or open_at_month_end is not null or median_hours_in_label is not null)
    offset 0
  ) as found
),

-- By place, as in kpi/issue_labels_monthly.sql.
deleted as (
  delete from kpi.issue_labels_monthly
  where ctid = any (array(select place from filled where not is_needed))
  returning 1
),

written as (
  update kpi.issue_labels_monthly set
    labeled = null,
    unlabeled = null,
    open_at_month_end = null,
    median_hours_in_label = null,
    computed_at = :computed_at::timestamptz
  where ctid = any (array(select place from filled where is_needed))
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
