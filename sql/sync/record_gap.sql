-- Something that GitHub did not give, or that could not be stored, by name.
insert into sync.gap as known (repository_id, resource, gap, reason, is_open, found_at)
values (:repository_id, :resource, :gap, :reason, :is_open, :found_at)
on conflict (repository_id, resource, gap) do update set reason = excluded.reason, is_open = excluded.is_open
where (known.reason, known.is_open) is distinct from (excluded.reason, excluded.is_open);
