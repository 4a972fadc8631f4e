-- A chunk of a backfill is given up; the rows that it has stored stay.
delete from sync.cursor
where subject_id = :subject_id and resource = :resource and purpose = 'backfill';
