-- Forgets who has used the quota longer than so many days ago.
delete from sync.quota_use where hour < clock_timestamp() - make_interval(days => :days::int);
