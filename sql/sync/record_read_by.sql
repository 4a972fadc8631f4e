-- By which API the single things of a resource are read, where that has changed.
update sync.resource set read_by = :read_by, read_by_reason = :reason
where subject_id = :subject_id and resource = :resource
  and (read_by, read_by_reason) is distinct from (:read_by::text, :reason::text);
