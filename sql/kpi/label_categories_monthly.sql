-- Issues by category of their labels and UTC month, by the labels that each issue has now and the rules of kpi.label_rule under the
-- definition `vocabulary`; pull requests and deleted issues do not count.
--   issues_opened  created in the month.
--   issues_closed  whose last close is in the month (a reopened issue is not closed; GitHub keeps the last close alone).
--   share          issues_opened / all issues opened in the month, labelled or not; null when none was opened.
-- An issue counts once in each category that a rule gives to any of its labels, so categories do not add up; with no such label,
-- or none at all, it counts as `uncategorised`. What happened after the day :as_of does not count. A close recorded before the
-- opening counts at the opening.
-- A category that counts any in some month has a row for each month from the repository's first to that of :as_of.
--
-- Only the pairs of :repository_ids and :months (first days) are counted anew, through the indexes on created_at and closed_at. What
-- the rows of other months say of themselves stands; between the first month and the last one, rows of zeros are added or taken away.
with bound as (
  select
    date_trunc('month', :as_of::date::timestamp)::date as last_month,
    (:as_of::date + 1)::timestamp at time zone 'utc' as as_of_end
),

rules as (
  select coalesce(max(version), 0) as version from kpi.label_rule_change where definition = 'vocabulary'
),

scope as materialized (
  select distinct repository_id from unnest(:repository_ids::bigint[]) as repository_id
),

touched as materialized (
  select distinct
    given.repository_id,
    given.month,
    given.month::timestamp at time zone 'utc' as starts_at,
    least((given.month + interval '1 month') at time zone 'utc', bound.as_of_end) as ends_at
  from unnest(:repository_ids::bigint[], :months::date[]) as given (repository_id, month)
  cross join bound
  where given.month <= bound.last_month
),

-- `offset 0`, here and below: a look at the index for each pair.
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
  select touched.repository_id, touched.month, issue.label_names
  from touched
  cross join lateral (
    select label_names
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
  select repository_id, month, label_names from opened_issue where is_closed_before
),

-- Most issues have the labels of many others: what these mean is looked up once.
labelled as materialized (
  select repository_id, month, label_names, sum(opened) as opened, sum(closed) as closed
  from (
    select repository_id, month, label_names, 1 as opened, 0 as closed from opened_issue
    union all
    select repository_id, month, label_names, 0, 1 from closed_issue
  ) as issue
  group by repository_id, month, label_names
),

name_set as materialized (
  select distinct label_names from labelled
),

known_label as materialized (
  select label, kpi.lower_case(label) as lowered, kpi.normalise_label(label) as normalised
  from (select distinct label from name_set cross join lateral unnest(label_names) as label) as worn
),

-- What kpi.takes_label says of exact rules, by which labels find theirs instead of being compared with each.
meaning as materialized (
  select known_label.label, rule.category
  from known_label
  join kpi.label_rule as rule
    on rule.definition = 'vocabulary'
    and rule.kind = 'exact'
    and replace(rule.needle, ' ', '') = replace(known_label.normalised, ' ', '')
  union
  select known_label.label, rule.category
  from known_label
  join kpi.label_rule as rule
    on rule.definition = 'vocabulary'
    and rule.kind <> 'exact'
    and kpi.takes_label(rule.definition, rule.kind, rule.needle, known_label.lowered, known_label.normalised)
),

set_category as materialized (
  select distinct name_set.label_names, coalesce(meaning.category, 'uncategorised') as category
  from name_set
  left join (
    select name_set.label_names, meaning.category
    from name_set
    cross join lateral unnest(name_set.label_names) as label
    join meaning using (label)
  ) as meaning on meaning.label_names = name_set.label_names
),

counted as materialized (
  select repository_id, month, category, sum(opened)::int as issues_opened, sum(closed)::int as issues_closed
  from labelled
  join set_category using (label_names)
  group by repository_id, month, category
),

opened_total as materialized (
  select repository_id, month, count(*) as issues_opened from opened_issue group by repository_id, month
),

-- The rows of the months that count anew, as they stand.
near as materialized (
  select touched.repository_id, found.*
  from touched
  cross join lateral (
    select
      month, category, issues_opened, issues_closed, share, rules_version, definition_version, summary.ctid as place
    from kpi.label_categories_monthly as summary
    where summary.repository_id = touched.repository_id and summary.month = touched.month
    offset 0
  ) as found
),

-- Where nothing can begin or end, no row of another month is read, of which a repository has hundreds: the categories that count have
-- their rows, none of them counts no more, and the last month's are there. Full joins are never done by comparing each row with each.
steady as (
  select repository_id
  from counted
  full join near using (repository_id, month, category)
  group by repository_id
  having bool_and(near.place is not null and (counted.issues_opened is not null or near.issues_opened + near.issues_closed = 0))
),

framed as materialized (
  select steady.repository_id
  from steady
  join (select repository_id, count(*) as months from touched group by repository_id) as counting using (repository_id)
  cross join bound
  cross join lateral (
    select min(month) as first_month, max(month) as last_month
    from kpi.label_categories_monthly as summary
    where summary.repository_id = steady.repository_id
  ) as kept
  where kept.last_month = bound.last_month
    -- Whoever counts all months anew has all rows looked at.
    and counting.months < (kept.last_month - kept.first_month) / 31
),

read_whole as materialized (
  select repository_id from scope except select repository_id from framed
),

stored as materialized (
  select near.* from near join framed using (repository_id)
  union all
  select read_whole.repository_id, found.*
  from read_whole
  cross join lateral (
    select
      month, category, issues_opened, issues_closed, share, rules_version, definition_version, summary.ctid as place
    from kpi.label_categories_monthly as summary
    where summary.repository_id = read_whole.repository_id
    offset 0
  ) as found
),

begun as (
  select repository_id, category, min(min(month)) over (partition by repository_id) as first_month
  from (
    select repository_id, category, month from counted join read_whole using (repository_id)
    union all
    select stored.repository_id, stored.category, stored.month
    from stored
    join read_whole using (repository_id)
    cross join bound
    left join touched using (repository_id, month)
    where touched.repository_id is null
      and (stored.issues_opened > 0 or stored.issues_closed > 0)
      and stored.month <= bound.last_month
  ) as counting
  group by repository_id, category
),

-- Written down before it is joined, so that rows find each other by all three.
line as materialized (
  select begun.repository_id, step.month, begun.category
  from begun
  cross join bound
  cross join lateral kpi.months(begun.first_month, bound.last_month) as step (month)
  union all
  select near.repository_id, near.month, near.category from near join framed using (repository_id)
),

target as materialized (
  select
    repository_id,
    month,
    category,
    coalesce(counted.issues_opened, 0) as issues_opened,
    coalesce(counted.issues_closed, 0) as issues_closed,
    case
      when touched.repository_id is not null then
        coalesce(counted.issues_opened, 0)::float8 / nullif(opened_total.issues_opened, 0)
      -- A share of 0 and an unknown share differ by whether the month has any issue.
      when stored.place is null then (
        select 0::float8
        from github.issue
        where issue.repository_id = line.repository_id
          and issue.created_at >= line.month::timestamp at time zone 'utc'
          and issue.created_at < least((line.month + interval '1 month') at time zone 'utc', bound.as_of_end)
          and not issue.is_pull_request
          and issue.deleted_at is null
        limit 1
      )
    end as share,
    touched.repository_id is not null as is_touched,
    stored.place,
    (stored.issues_opened, stored.issues_closed, stored.rules_version, stored.definition_version)
      is not distinct from (
        coalesce(counted.issues_opened, 0), coalesce(counted.issues_closed, 0), rules.version, :definition_version::int
      ) as is_right,
    stored.share as stored_share
  from line
  cross join bound
  cross join rules
  left join touched using (repository_id, month)
  left join opened_total using (repository_id, month)
  left join counted using (repository_id, month, category)
  left join stored using (repository_id, month, category)
),

-- By place, which no one else changes while the family is locked.
deleted as (
  delete from kpi.label_categories_monthly
  where ctid = any (
    array(select place from stored where not exists (select from target where target.place = stored.place))
  )
  returning 1
),

written as (
  insert into kpi.label_categories_monthly (
    repository_id, month, category, issues_opened, issues_closed, share, rules_version, definition_version, computed_at
  )
  select
    target.repository_id, target.month, target.category, target.issues_opened, target.issues_closed, target.share,
    rules.version, :definition_version::int, :computed_at::timestamptz
  from target
  cross join rules
  where target.place is null
    or target.is_touched and not (target.is_right and target.share is not distinct from target.stored_share)
  order by target.repository_id, target.month, target.category
  on conflict (repository_id, month, category) do update set
    issues_opened = excluded.issues_opened,
    issues_closed = excluded.issues_closed,
    share = excluded.share,
    rules_version = excluded.rules_version,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
