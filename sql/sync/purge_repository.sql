-- Deletes everything that is stored of a repository (owner/name): the only statement that forgets data.
with target as (
  select repository_id from github.repository where lower(owner || '/' || name) = lower(:repository)
  union
  select repository_id from sync.loop
  where lower(owner || '/' || name) = lower(:repository) and repository_id is not null
),
loops as (delete from sync.loop where lower(owner || '/' || name) = lower(:repository)),
pages as (delete from raw.page using target where page.repository_id = target.repository_id),
issues as (delete from github.issue using target where issue.repository_id = target.repository_id returning 1),
stats as (
  delete from github.contributor_stats using target where contributor_stats.repository_id = target.repository_id
),
resources as (delete from sync.resource using target where resource.repository_id = target.repository_id),
cursors as (delete from sync.cursor using target where cursor.repository_id = target.repository_id),
runs as (delete from sync.run using target where run.repository_id = target.repository_id),
gaps as (delete from sync.gap using target where gap.repository_id = target.repository_id),
months as (delete from sync.touched_month using target where touched_month.repository_id = target.repository_id),
labels as (
  delete from kpi.issue_labels_monthly using target where issue_labels_monthly.repository_id = target.repository_id
),
quality as (delete from kpi.label_quality using target where label_quality.repository_id = target.repository_id),
newcomers as (
  delete from kpi.new_contributors using target where new_contributors.repository_id = target.repository_id
),
newcomer_counts as (
  delete from kpi.new_contributors_monthly using target
  where new_contributors_monthly.repository_id = target.repository_id
),
repositories as (
  delete from github.repository using target where repository.repository_id = target.repository_id returning 1
)
select (select count(*) from repositories)::int as repositories, (select count(*) from issues)::int as issues;
