-- Notes that a key was used.
select report.note_api_key_use(:key_id::text);
