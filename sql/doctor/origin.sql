-- The API that this database is filled from, and what its server said of itself; no row before the first worker.
select api_url, api_version, release from sync.origin;
