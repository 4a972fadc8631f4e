-- How far a resource is proven complete, after a walk from :begin_at (null: the beginning of the list) up to :bound_at (null:
-- its end). What was ever proven stays: complete_from is the earliest beginning, and complete_through moves with a walk to
-- the end alone. A range that does not reach what is stored proves nothing of what lies between.
-- A resource without a list of its own is complete as far as the one that tells its things, :complete_with, is.
with proven as (
  select
    case when told.resource is null then :begin_at::timestamptz else told.complete_from end as begin_at,
    case
      when told.resource is null
        then :answered_at::timestamptz - make_interval(secs => :lag_seconds::float8)
      else told.complete_through
    end as through
  from (select) as one
  left join sync.resource as told
    on told.subject_id = :subject_id::bigint and told.resource = :complete_with::text
)
update sync.resource set
  complete_from = case
    when complete_through is null or :complete_with::text is not null then proven.begin_at
    when :bound_at::timestamptz < complete_from then complete_from
    else sync.earlier(complete_from, proven.begin_at)
  end,
  complete_through = case
    when :bound_at::timestamptz is null then greatest(complete_through, proven.through) else complete_through
  end
from proven
where resource.subject_id = :subject_id::bigint and resource.resource = :resource::text;
