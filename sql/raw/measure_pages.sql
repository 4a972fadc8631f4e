-- Answers of a subject from which typed rows are made, and when GitHub gave the first.
select count(*)::int as pages, min(answered_at) as first_answered_at
from raw.page
where subject_id = :subject_id::bigint and resource = any (:resources::text[]) and stage is not null;
