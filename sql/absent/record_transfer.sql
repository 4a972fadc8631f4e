-- Where a transferred issue went; its id here is that of our row, where we have one.
insert into github.issue_transfer as known (
  repository_id, number, issue_id, to_repository_id, to_repository, to_number, to_issue_id, found_at
)
select
  :repository_id::bigint, :number::bigint,
  (select issue_id from github.issue where repository_id = :repository_id::bigint and number = :number::bigint),
  :to_repository_id::bigint, :to_repository::text, :to_number::bigint, :to_issue_id::bigint, :found_at::timestamptz
on conflict (repository_id, number) do update set
  to_repository_id = excluded.to_repository_id,
  to_repository = coalesce(excluded.to_repository, known.to_repository),
  to_number = excluded.to_number,
  to_issue_id = coalesce(excluded.to_issue_id, known.to_issue_id);
