-- Marks every month of the :sources of a subject: what is computed from them counts anew.
insert into sync.mark (subject_id, source, month)
select :subject_id::bigint, source, '-infinity'
from unnest(:sources::text[]) as source
on conflict do nothing;
