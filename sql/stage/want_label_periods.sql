-- Notes that events of the issues and pull requests :numbers have changed, in the transaction that changes them: their label
-- history is derived when the walk has ended, from events and rows that belong together.
insert into github.issue_label_due (repository_id, number)
select distinct :repository_id::bigint, number
from unnest(:numbers::bigint[]) as number
order by number
on conflict do nothing;
