-- Can the numbers be trusted?
-- Every resource that is not proven complete within the last day, or of which GitHub did not give everything.
select repository, resource, state, rows_stored, github_total, complete_through, gaps, reason
from report.sync_status
where complete_through is null or complete_through < now() - interval '1 day' or gaps > 0 or is_truncated
order by repository, resource;
