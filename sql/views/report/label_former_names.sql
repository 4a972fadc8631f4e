-- One row a name that a label had before; its time is when the next name was seen.
-- time: until_at
-- order: repository, repository_id, until_at, label_id
create or replace view report.label_former_names as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  former.label_id,
  former.name as former_name,
  label.name as label,
  former.until_at
from github.label_former_name as former
join github.repository on repository.repository_id = former.repository_id
left join github.label on label.repository_id = former.repository_id and label.label_id = former.label_id;
comment on view report.label_former_names is 'Names that labels had before, as far as the catalogue was read under them. Events of issues keep the name of their day.';
comment on column report.label_former_names.label is 'The name that the label has now, or had when it was deleted.';
comment on column report.label_former_names.until_at is 'When the next name was seen; the change itself lies between this and the reading before.';
comment on column report.label_former_names.former_name is 'A name that it had before.';
