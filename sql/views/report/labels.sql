-- One row a label that a repository offers, or offered and deleted.
-- order: repository, repository_id, label, label_id
create or replace view report.labels as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  label.label_id,
  label.name as label,
  label.color,
  label.description,
  label.is_default,
  label.deleted_at
from github.label
join github.repository on repository.repository_id = label.repository_id;
comment on view report.labels is 'The labels that a repository offers, and those that it offered and deleted; former names are in report.label_former_names.';
comment on column report.labels.color is 'Six hexadecimal digits, red, green, blue.';
comment on column report.labels.is_default is 'GitHub made it with the repository.';
comment on column report.labels.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
