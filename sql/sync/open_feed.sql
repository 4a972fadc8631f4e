-- A feed that is read from now on, where there is no row of it yet.
insert into sync.feed (subject_kind, subject_id, resource, path)
values (:subject_kind, :subject_id, :resource, :path)
on conflict do nothing;
