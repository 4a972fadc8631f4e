-- A resource of a subject, where there is no row of it yet.
insert into sync.resource (subject_kind, subject_id, resource)
values (:subject_kind, :subject_id, :resource)
on conflict do nothing;
