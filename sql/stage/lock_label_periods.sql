-- One transaction at a time derives the label periods of a repository, until it ends: two that each see other
-- events would leave periods that neither meant. To be the first statement of a transaction that runs stage/label_periods: what
-- was stored before the wait could hold what the one that is waited for needs.
select sync.take_lock('label_periods', :repository_id::bigint);
