-- The labels that issues and pull requests carry now, each once, by their names in the catalogue.
create or replace view github.issue_label as
select distinct issue.repository_id, issue.number, coalesce(label.name, worn.name) as label
from github.issue
cross join lateral unnest(issue.label_ids, issue.label_names) as worn (label_id, name)
left join github.label on label.repository_id = issue.repository_id and label.label_id = worn.label_id
where issue.deleted_at is null and label.deleted_at is null and worn.name is not null;
