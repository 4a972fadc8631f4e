-- Everything is to be compared: what was asked for one by one is asked for again.
update sync.item set read_version = null
where subject_id = :subject_id and resource = any (:resources::text[]) and item not like 'row/%';
