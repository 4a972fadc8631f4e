-- Deletes everything that is stored of a repository (owner/name): the only statement that forgets data. :resources are those
-- that a repository has.
select repositories, issues from sync.purge_repository(:repository::text, :resources::text[]);
