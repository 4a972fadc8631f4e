-- Passes over lists that are loaded: each begins with the next walk.
update sync.resource set is_pass_wanted = true, pass_since = :since::timestamptz
where subject_id = :subject_id and resource = any (:resources::text[]);
