insert into sync.resource (repository_id, resource) values (:repository_id, :resource) on conflict do nothing;
