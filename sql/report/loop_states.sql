-- How many loops of repositories are in each state.
select state, count(*)::int as loops
from report.loops
where kind = 'syncRepository'
group by state
order by state;
