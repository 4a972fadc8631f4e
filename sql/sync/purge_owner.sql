-- Deletes everything that is stored of an owner (a login) itself; its repositories' rows stay. :resources are those that an owner has.
select owners from sync.purge_owner(:owner::text, :resources::text[]);
