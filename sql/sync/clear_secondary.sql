-- An answer came through: the next secondary limit starts again at a minute.
update sync.budget set secondary_limits = 0
where credential = :credential and bucket = :bucket and secondary_limits > 0 and blocked_until < clock_timestamp();
