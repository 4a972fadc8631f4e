-- A row that was asked for by itself and still does not say on what it hangs, by name.
insert into sync.gap as noted (subject_id, resource, gap, reason, is_open, found_at)
select :subject_id::bigint, :resource, 'parent/' || known.:"id", :reason, true, :found_at::timestamptz
from github.:"table" as known
where known.:"subject" = :subject_id::bigint and known.:"id" = :row_id::bigint
  and known.number is null and known.deleted_at is null
on conflict (subject_id, resource, gap) do update set reason = excluded.reason, is_open = true;
