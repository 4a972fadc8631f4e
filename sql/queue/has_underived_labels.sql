-- Whether an issue or pull request that is here has label events and no label period: it came after its events.
select exists (
  select
  from github.issue_event as event
  join github.issue
    on issue.repository_id = event.repository_id and issue.number = event.number and issue.deleted_at is null
  left join github.issue_label_period as period
    on period.repository_id = event.repository_id and period.number = event.number
  where event.repository_id = :repository_id::bigint
    and event.event = 'labeled'
    and event.label_name is not null
    and event.deleted_at is null
    and period.number is null
) as is_underived;
