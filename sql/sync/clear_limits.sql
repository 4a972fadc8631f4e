-- An answer came through: the next limit is the first one again.
update sync.budget set blocked_seconds = null
where credential = :credential and bucket = :bucket and blocked_seconds is not null and blocked_until < clock_timestamp();
