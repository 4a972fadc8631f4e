-- Ids that the pass under way has seen.
insert into sync.seen (subject_id, resource, row_id)
select :subject_id::bigint, :resource, row_id
from (select distinct unnest(:ids::text[]) as row_id) as shown
order by row_id
on conflict do nothing;
