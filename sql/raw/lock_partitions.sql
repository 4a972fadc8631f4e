-- One process at a time makes or drops partitions of raw.page, until its transaction ends: two that drop the same one would
-- each wait for the other.
select pg_advisory_xact_lock(hashtextextended('raw.page', 0));
