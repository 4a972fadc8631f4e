-- How many rows a walk will have read at its end, as its first answer tells: for people who wait. It proves nothing, since rows
-- come and go meanwhile, and lists end early.
update sync.resource set rows_expected = :rows_expected::bigint
where subject_id = :subject_id and resource = :resource;
