-- A walk goes back to its first page: what it has read may be as wrong as what it reads now.
update sync.cursor set next_url = null
where subject_id = :subject_id and resource = :resource and purpose <> 'backfill';
