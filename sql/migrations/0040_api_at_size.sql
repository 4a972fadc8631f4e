-- The API at thousands of repositories.

-- Which loop keeps a subject is asked for each of its resources.
create index on sync.loop (subject_kind, subject_id);
