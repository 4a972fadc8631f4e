-- Rows of a resource that GitHub shows, counted anew after rows were found gone or came back.
update sync.resource set rows_stored = (
  select case resource.resource
    when 'issues' then (
      select count(*) from github.issue where repository_id = resource.repository_id and deleted_at is null
    )
    when 'pull_requests' then (
      select count(*) from github.pull_request where repository_id = resource.repository_id and deleted_at is null
    )
    when 'comments' then (
      select count(*) from github.comment where repository_id = resource.repository_id and deleted_at is null
    )
    when 'review_comments' then (
      select count(*) from github.review_comment where repository_id = resource.repository_id and deleted_at is null
    )
    when 'reviews' then (
      select count(*) from github.review where repository_id = resource.repository_id and deleted_at is null
    )
    when 'issue_events' then (
      select count(*) from github.issue_event where repository_id = resource.repository_id and deleted_at is null
    )
    when 'labels' then (
      select count(*) from github.label where repository_id = resource.repository_id and deleted_at is null
    )
    when 'milestones' then (
      select count(*) from github.milestone where repository_id = resource.repository_id and deleted_at is null
    )
    when 'releases' then (
      select count(*) from github.release where repository_id = resource.repository_id and deleted_at is null
    )
    when 'forks' then (
      select count(*) from github.fork where repository_id = resource.repository_id and deleted_at is null
    )
    when 'commits' then (
      select count(*) from github.commit where repository_id = resource.repository_id and deleted_at is null
    )
    when 'repository' then (select count(*) from github.repository where repository_id = resource.repository_id)
    when 'contributor_stats' then (
      select count(*) from github.contributor_stats where repository_id = resource.repository_id
    )
    when 'star_history' then (select count(*) from github.star_week where repository_id = resource.repository_id)
    else rows_stored
  end
)
where repository_id = :repository_id and resource = any (:resources::text[])
returning rows_stored;
