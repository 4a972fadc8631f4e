-- The first row behind those that a walk passed by: now both bounds of their gap are known.
update sync.gap set
  since = case when :is_newest_first::boolean then coalesce(since, :at::timestamptz) else since end,
  until = case when :is_newest_first::boolean then until else coalesce(until, :at::timestamptz) end
where subject_id = :subject_id::bigint
  and resource = :resource::text
  and gap = :gap::text
  and is_passed
  and case when :is_newest_first::boolean then since else until end is null;
