-- Takes the months of a family that are due away, in the transaction that writes their rows, so that a crash repeats them: all of
-- them, or of :repository_ids without the :outdated_ids those of :months alone. A month is told once for each source that has changed in it.
delete from kpi.due_month
where family = :family::text
  and repository_id = any (:repository_ids::bigint[])
  and (:months::date[] is null or month = any (:months::date[]) or repository_id = any (:outdated_ids::bigint[]))
returning
  repository_id,
  case when month = '-infinity' then '-infinity' else to_char(month, 'YYYY-MM-DD') end as month,
  source;
