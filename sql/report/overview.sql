-- One row a repository that a loop keeps, or of which something is stored, those first that need somebody's eye: so many of them,
-- from :skip on, whose names contain :search and whose loop is in :state, where these are given. No state: no loop keeps it.
-- In each row: how many there are in all, and how many loops are in each state; one row of nothing else where none is shown.
with kept as materialized (
  select
    coalesce(repository.repository_id, loop.repository_id) as repository_id,
    coalesce(repository.repository, loop.repository)::text as repository,
    repository.description, repository.is_archived, repository.stars, repository.open_issues, repository.html_url,
    loop.workflow_id, loop.every, loop.state, loop.reason, loop.rows_stored, loop.next_sync_at, loop.is_overdue
  from (select * from report.loops where kind = 'syncRepository') as loop
  full join report.repositories as repository on repository.repository_id = loop.repository_id
),
found as (
  select
    kept.*,
    row_number() over (
      order by
        case
          when state in ('failed', 'missing', 'blocked', 'gone', 'forbidden', 'ended', 'overdue') then 0
          when state in ('limited', 'stats_pending') then 1
          when state = 'loading' then 2
          else 3
        end,
        lower(repository), repository_id
    ) as place
  from kept
  where repository is not null
    and (:search::text is null or strpos(lower(repository), lower(:search::text)) > 0)
    and (:state::text is null or coalesce(state, 'not kept') = :state::text)
)
select
  total.total_records,
  total.states,
  page.*
from (
  select
    (select count(*)::int from found) as total_records,
    (
      select coalesce(jsonb_agg(jsonb_build_object('state', state, 'loops', loops) order by state), '[]')
      from (select state, count(*) as loops from kept where workflow_id is not null group by state) as counted
    ) as states
) as total
left join found as page on page.place > :skip::int and page.place <= :skip::int + :limit::int
order by page.place;
