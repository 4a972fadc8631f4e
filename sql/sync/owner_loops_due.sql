-- What is to be done for the repositories of an owner in a cycle (:sweep), the first so many of it. `place` is the repository's among all
-- that are kept, from 0, so that first cycles are spread alike however often this is asked.
with kept as (
  select
    owner_loop.*,
    row.name,
    row_number() over (partition by left_out is null order by repository_id) - 1 as place,
    count(*) filter (where left_out is null) over () as kept
  from sync.owner_loop
  join github.owner_repository as row using (owner_id, repository_id)
  where owner_id = :owner_id::bigint
),
planned as (
  select
    kept.*,
    live.workflow_id as live_workflow_id,
    case
      when kept.state = 'stopping' or (kept.left_out is not null and kept.state in ('starting', 'started')) then 'stop'
      -- Nobody knows yet who has started it.
      when kept.left_out is not null and kept.state = 'none' and live.workflow_id is not null then 'stop'
      when kept.left_out is null and (
        kept.state in ('none', 'starting', 'stopped') or (kept.state = 'started' and live.workflow_id is null)
      ) then 'start'
    end as action
  from kept
  left join lateral (
    select workflow_id
    from sync.loop
    where loop.kind = 'syncRepository' and loop.subject_kind = 'repository' and loop.subject_id = kept.repository_id
      and loop.state not in ('renamed', 'ended')
    limit 1
  ) as live on true
)
select
  repository_id::text,
  name,
  action,
  left_out,
  coalesce(live_workflow_id, workflow_id) as workflow_id,
  place::int,
  kept::int,
  -- Also one whose start somebody was about to send who was killed.
  state in ('none', 'starting') as is_first
from planned
where action is not null and swept_in is distinct from :sweep
order by repository_id
limit :most::int;
