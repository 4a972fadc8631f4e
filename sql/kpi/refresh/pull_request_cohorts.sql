-- Months whose pull requests something happened to between two days, for numbers that follow them from their opening on: for each of
-- :repository_ids the months in which those were opened that were merged, commented on, reviewed, or made ready for review or a draft
-- after the end of the one of :days and :as_of, and before the end of the other, in either order. Repositories and days are pairs.
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
    from github.pull_request
    where repository_id = span.repository_id and merged_at >= span.begins_at and merged_at < span.ends_at
    union
    select number
    from github.comment
    where repository_id = span.repository_id and created_at >= span.begins_at and created_at < span.ends_at
    union
    select number
    from github.review
    where repository_id = span.repository_id and submitted_at >= span.begins_at and submitted_at < span.ends_at
    union
    select number
    from github.issue_event
    where repository_id = span.repository_id
      and created_at >= span.begins_at
      and created_at < span.ends_at
      and event in ('ready_for_review', 'convert_to_draft')
    offset 0
  ) as happened
)

select distinct
  news.repository_id,
  to_char(date_trunc('month', opened.created_at at time zone 'utc'), 'YYYY-MM-DD') as month
from news
cross join lateral (
  select created_at
  from github.pull_request
  where pull_request.repository_id = news.repository_id and pull_request.number = news.number
  offset 0
) as opened
order by repository_id, month;
