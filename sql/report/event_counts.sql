-- Events by type in the :offset_minutes before :as_of, of one repository (owner/name), or of all (null).
select type, count(*)::int as events
from report.events
where created_at >= :as_of::timestamptz - make_interval(mins => :offset_minutes::int)
  and created_at <= :as_of::timestamptz
  and type is not null
  and (:repository::text is null or lower(repository) = lower(:repository::text))
group by type
order by events desc, type;
