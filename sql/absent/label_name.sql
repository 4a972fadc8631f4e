-- The name by which GitHub knows a label.
select name from github.label where repository_id = :repository_id and label_id = :label_id::bigint;
