-- One process at a time makes or drops partitions of raw.page, until its transaction ends: two that drop the same one would
-- each wait for the other.
select sync.take_lock('raw.page', 0);
