-- Which label a name meant, and until when. Of a name with several meanings, the one that ends first after an event is meant.
create or replace view github.label_meaning as
select repository_id, name, coalesce(deleted_at, 'infinity') as until_at, label_id, name as present_name, deleted_at, false as is_inferred
from github.label
union all
select repository_id, former.name, former.until_at, label_id, label.name, label.deleted_at, false
from github.label_former_name as former
join github.label using (repository_id, label_id)
union all
select repository_id, alias.former_name, alias.until_at, label_id, label.name, label.deleted_at, true
from github.label_alias as alias
join github.label using (repository_id, label_id)
union all
select repository_id, told.name, told.until_at, label_id, label.name, label.deleted_at, false
from github.label_told_name as told
join github.label using (repository_id, label_id);
