-- Adds a key of the API.
insert into sync.api_key (key_id, name, scope, digest)
values (:key_id::text, :name::text, :scope::text, :digest::bytea);
