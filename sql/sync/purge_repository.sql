-- Deletes everything that is stored of a repository (owner/name); no other statement but the one for owners forgets data. :resources are those
-- that its loop keeps; its events go with them.
select repositories, issues from sync.purge_repository(:repository::text, :resources::text[] || '{events}');
