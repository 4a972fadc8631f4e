-- Takes the marks of one family away, in the transaction that writes the rows: all of them, or those of :months alone.
-- A mark made meanwhile waits for this transaction and stays.
delete from sync.touched_month
where repository_id = :repository_id::bigint
  and family = :family::text
  and (:months::date[] is null or month = any (:months::date[]))
returning month;
