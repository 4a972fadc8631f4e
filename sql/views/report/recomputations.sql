-- One row a repository, family of KPIs and reason: which months were counted anew for it the last time.
-- time: recomputed_at
-- order: repository, repository_id, family, reason
create or replace view report.recomputations as
select
  repository.repository_id,
  repository.owner::report.github_name as owner,
  repository.name::report.github_name as name,
  (repository.owner || '/' || repository.name)::report.github_name as repository,
  recomputation.family,
  recomputation.reason,
  recomputation.recomputed_at,
  recomputation.months,
  recomputation.first_month,
  recomputation.last_month,
  recomputation.month_list,
  recomputation.definition_version
from kpi.recomputation
join github.repository on repository.repository_id = recomputation.repository_id;
comment on view report.recomputations is 'What was computed anew of each repository and why: by family of KPIs and reason, the last time. A month that has several reasons stands under each. Later months follow where they carry on what was counted, such as what is open; computed_at of a row that came out the same stays older.';
comment on column report.recomputations.reason is 'What has changed: a source as report.computations names it, label_rules, accounts (who is a bot), changes (an older build did not say of what); or first computation, another definition, whole source (a source that a part of the numbers needs from its beginning on has become whole, or is no more), another day (months from the day of the last computation to the new one, and older ones in which that was opened to which something happened in between), asked for.';
comment on column report.recomputations.recomputed_at is 'When; rows that came out different have it as computed_at.';
comment on column report.recomputations.months is 'How many months; null: the family is no table of months, and all of it was computed.';
comment on column report.recomputations.first_month is 'The first of them.';
comment on column report.recomputations.last_month is 'The last of them.';
comment on column report.recomputations.month_list is 'All of them, such as: 2026-01, 2026-03 to 2026-05.';
comment on column report.recomputations.definition_version is 'Version of the definition that they were counted by.';
