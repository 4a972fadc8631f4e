-- Which events came in the last hour?
-- Events need a loop of their own: repometer events add demo/widgets.
select type, count(*)::int as events
from report.events
where repository = 'demo/widgets' and created_at > now() - interval '60 minutes'
group by type
order by events desc, type;
