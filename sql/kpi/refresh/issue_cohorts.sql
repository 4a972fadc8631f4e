-- Months whose issues something happened to between two days, for numbers that follow issues from their opening on: for each of
-- :repository_ids the months in which those issues were opened that were closed or commented on after the end of the one of :days and
-- :as_of, and before the end of the other, in either order. Repositories and days are pairs.
with span as materialized (
  select
    given.repository_id,
    (least(given.day, :as_of::date) + 1)::timestamp at time zone 'utc' as begins_at,
    (greatest(given.day, :as_of::date) + 1)::timestamp at time zone 'utc' as ends_at
  from unnest(:repository_ids::bigint[], :days::date[]) as given (repository_id, day)
),

-- `offset 0`, here and below, keeps these a look at an index for each: joined freely, the planner reads every row.
news as (
  select span.repository_id, happened.number
  from span
  cross join lateral (
    select number
    from github.issue
    where repository_id = span.repository_id and closed_at >= span.begins_at and closed_at < span.ends_at
    union
    select number
    from github.comment
    where repository_id = span.repository_id and created_at >= span.begins_at and created_at < span.ends_at
    offset 0
  ) as happened
)

select distinct
  news.repository_id,
  to_char(date_trunc('month', opened.created_at at time zone 'utc'), 'YYYY-MM-DD') as month
from news
cross join lateral (
  select created_at
  from github.issue
  where issue.repository_id = news.repository_id and issue.number = news.number and not is_pull_request
  offset 0
) as opened
order by repository_id, month;
