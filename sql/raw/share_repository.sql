-- For a transaction that writes typed rows of a repository without storing an answer first: it shares the repository with
-- others that store, and never with one that rebuilds it, until it ends.
select pg_advisory_xact_lock_shared(hashtextextended('repository', :repository_id::bigint));
