-- The API that this database is filled from; no row before the first worker.
select api_url from sync.origin;
