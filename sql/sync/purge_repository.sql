-- Deletes everything that is stored of a repository (owner/name): the only statement that forgets data.
with target as (
  select repository_id from github.repository where lower(owner || '/' || name) = lower(:repository)
  union
  select repository_id from sync.loop
  where lower(owner || '/' || name) = lower(:repository) and repository_id is not null
),
loops as (
  delete from sync.loop
  where lower(owner || '/' || name) = lower(:repository) or repository_id in (select repository_id from target)
),
pages as (delete from raw.page using target where page.repository_id = target.repository_id),
dropped_pages as (delete from sync.raw_dropped using target where raw_dropped.repository_id = target.repository_id),
issues as (delete from github.issue using target where issue.repository_id = target.repository_id returning 1),
stats as (
  delete from github.contributor_stats using target where contributor_stats.repository_id = target.repository_id
),
days as (delete from github.repository_daily using target where repository_daily.repository_id = target.repository_id),
transfers as (delete from github.issue_transfer using target where issue_transfer.repository_id = target.repository_id),
pull_requests as (delete from github.pull_request using target where pull_request.repository_id = target.repository_id),
comments as (delete from github.comment using target where comment.repository_id = target.repository_id),
review_comments as (
  delete from github.review_comment using target where review_comment.repository_id = target.repository_id
),
reviews as (delete from github.review using target where review.repository_id = target.repository_id),
events as (delete from github.issue_event using target where issue_event.repository_id = target.repository_id),
catalogue_labels as (delete from github.label using target where label.repository_id = target.repository_id),
former_names as (
  delete from github.label_former_name using target where label_former_name.repository_id = target.repository_id
),
aliases as (delete from github.label_alias using target where label_alias.repository_id = target.repository_id),
periods as (
  delete from github.issue_label_period using target where issue_label_period.repository_id = target.repository_id
),
carries as (
  delete from github.issue_label_carry using target where issue_label_carry.repository_id = target.repository_id
),
milestones as (delete from github.milestone using target where milestone.repository_id = target.repository_id),
releases as (delete from github.release using target where release.repository_id = target.repository_id),
forks as (delete from github.fork using target where fork.repository_id = target.repository_id),
commits as (delete from github.commit using target where commit.repository_id = target.repository_id),
star_weeks as (delete from github.star_week using target where star_week.repository_id = target.repository_id),
resources as (delete from sync.resource using target where resource.repository_id = target.repository_id),
cursors as (delete from sync.cursor using target where cursor.repository_id = target.repository_id),
runs as (delete from sync.run using target where run.repository_id = target.repository_id),
gaps as (delete from sync.gap using target where gap.repository_id = target.repository_id),
seen as (delete from sync.seen using target where seen.repository_id = target.repository_id),
items as (delete from sync.item using target where item.repository_id = target.repository_id),
marks as (delete from sync.mark using target where mark.subject_id = target.repository_id),
summaries as (select kpi.forget_repository(repository_id) from target),
repositories as (
  delete from github.repository using target where repository.repository_id = target.repository_id returning 1
)
-- The summaries are deleted by being asked for.
select
  (select count(*) from repositories)::int as repositories,
  (select count(*) from issues)::int as issues
from (select count(*) from summaries) as forgotten;
