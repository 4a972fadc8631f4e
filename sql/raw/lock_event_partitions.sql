-- One process at a time makes or drops partitions of github.event, until its transaction ends.
select sync.take_lock('github.event', 0);
