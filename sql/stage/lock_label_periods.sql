-- One transaction at a time derives the label periods of a repository, until it ends: two that each see their own page of
-- events alone would leave periods that neither meant. To be the first statement of a transaction that runs
-- stage/label_periods: a page that was stored before the wait could hold what the one that is waited for needs.
select pg_advisory_xact_lock(hashtextextended('label_periods', :repository_id::bigint));
