-- Everything is to be compared: what was asked for one by one is asked for again.
update sync.item set read_version = null
where repository_id = :repository_id and resource in ('reviews', 'issue_events', 'comments') and item not like 'row/%';
