-- Something that GitHub did not give, or that could not be stored, by name; found_at null: now.
insert into sync.gap as known (subject_id, resource, gap, page_id, reason, is_open, found_at)
values (:subject_id, :resource, :gap, :page_id, :reason, :is_open, coalesce(:found_at::timestamptz, clock_timestamp()))
on conflict (subject_id, resource, gap) do update set reason = excluded.reason, is_open = excluded.is_open
where (known.reason, known.is_open) is distinct from (excluded.reason, excluded.is_open);
