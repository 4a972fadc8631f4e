-- Do people come back?
-- Active people of a month are those who are new and those who return; people cannot be added up over months, since who is active
-- in two months is one person.
select month, active, new, "returning", active_bots, is_complete
from report.contributors_monthly
where repository = 'demo/widgets'
order by month;
