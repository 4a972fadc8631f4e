-- Nothing is left to ask for. Reviews are complete as far as the pull requests that they were read for are.
with pulls as (
  select complete_through, complete_from
  from sync.resource
  where repository_id = :repository_id and resource = 'pull_requests'
)
update sync.resource set
  state = case when rows_stored = 0 then 'empty' else 'ok' end,
  reason = null,
  attempts = 0,
  next_try_at = :next_try_at::timestamptz,
  requests = requests + :requests::int,
  complete_through = case
    when resource.resource = 'reviews' then greatest(complete_through, (select complete_through from pulls))
    else complete_through
  end,
  complete_from = case
    when resource.resource = 'reviews' then (select complete_from from pulls) else complete_from
  end
where repository_id = :repository_id and resource = :resource
returning rows_stored;
