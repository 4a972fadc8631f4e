-- A loop that was stopped; the data that it stored stays.
delete from sync.loop where workflow_id = :workflow_id;
