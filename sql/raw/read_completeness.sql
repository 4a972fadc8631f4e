-- Whether every answer of a subject is still kept: none was dropped, and none is missing that the runs tell of (a backup
-- may have been restored without raw). A day of grace: our clock and GitHub's differ.
select
  dropped.dropped_through,
  dropped.dropped_through is null
    and not exists (
      select
      from sync.run
      where run.subject_id = :subject_id::bigint
        and run.resource = any (:resources::text[])
        and run.started_at < :first_answered_at::timestamptz - interval '1 day'
    ) as is_whole
from (select) as one
left join sync.raw_dropped as dropped
  on dropped.subject_kind = :subject_kind and dropped.subject_id = :subject_id::bigint;
