-- One row a summary table, repository and kind of row: how many rows there are.
-- order: repository, repository_id, summary_table, part
create or replace view report.row_counts as
select
  kept.repository_id,
  shown.owner::report.github_name as owner,
  shown.name::report.github_name as name,
  (shown.owner || '/' || shown.name)::report.github_name as repository,
  kept.summary_table,
  kept.part,
  kept.rows
from kpi.row_count as kept
left join github.repository on repository.repository_id = kept.repository_id
-- Events tell of repositories that nobody keeps.
left join github.event_repository as known on known.repository_id = kept.repository_id
cross join lateral (
  select
    coalesce(repository.owner, split_part(known.name, '/', 1)) as owner,
    coalesce(repository.name, split_part(known.name, '/', 2)) as name
) as shown;
comment on view report.row_counts is 'How many rows each view of a summary table has, kept while they are written, so that lists need not count.';
comment on column report.row_counts.summary_table is 'View of this schema.';
comment on column report.row_counts.part is 'Rows of this source, category, definition, kind or type alone; empty: all of the repository.';
comment on column report.row_counts.rows is 'How many there are.';
