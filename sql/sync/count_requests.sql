-- Requests whose answers change nothing.
update sync.resource set requests = requests + :requests::int
where subject_id = :subject_id and resource = :resource;
