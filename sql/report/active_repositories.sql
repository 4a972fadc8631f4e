-- The repositories with the most events in the :offset_minutes before :as_of: :limit of them after the first :skip. Each row tells how many
-- there are in all.
select repository_id, max(repository) as repository, count(*)::int as events, (count(*) over ())::int as total_records
from report.events
where created_at >= :as_of::timestamptz - make_interval(mins => :offset_minutes::int)
  and created_at <= :as_of::timestamptz
  and repository_id is not null
group by repository_id
order by events desc, repository_id
limit :limit::int offset :skip::int;
