-- The single things of a resource are known anew: its mark goes, unless another change has set it again.
update sync.resource set stale_since = null
where subject_id = :subject_id and resource = :resource and stale_since = :stale_since::timestamptz;
