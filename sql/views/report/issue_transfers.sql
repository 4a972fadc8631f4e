-- One row an issue that moved to another repository.
-- time: found_at
-- order: repository, repository_id, number
create or replace view report.issue_transfers as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  transfer.number,
  transfer.issue_id,
  transfer.to_repository_id,
  coalesce(target.owner || '/' || target.name, transfer.to_repository) as to_repository,
  transfer.to_number,
  transfer.to_issue_id,
  transfer.found_at
from github.issue_transfer as transfer
join github.repository on repository.repository_id = transfer.repository_id
left join github.repository as target on target.repository_id = transfer.to_repository_id;
comment on view report.issue_transfers is 'Issues that moved to another repository: what was number here is to_number there.';
comment on column report.issue_transfers.issue_id is 'Null: the issue was never stored here.';
comment on column report.issue_transfers.to_repository is 'Its present name where it is stored too, otherwise the name when the transfer was found; null: it cannot be seen.';
comment on column report.issue_transfers.found_at is 'When the redirect was found; the transfer lies before.';
comment on column report.issue_transfers.number is 'Number that the issue had here.';
comment on column report.issue_transfers.to_repository_id is 'GitHub''s id of the repository that it moved to; null: it cannot be seen.';
comment on column report.issue_transfers.to_number is 'Number that it has there; null: it cannot be seen.';
comment on column report.issue_transfers.to_issue_id is 'GitHub''s id that it has there; null: it cannot be seen.';
