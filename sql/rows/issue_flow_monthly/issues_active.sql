-- Issues that got a comment, were labelled or unlabelled, assigned or unassigned, or closed in the month.
select number, title, author, created_at, closed_at, html_url
from report.issues as issue
where lower(repository) = lower(:repository)
  and (
    closed_at < :ends::timestamptz
      and greatest(closed_at, created_at) >= :begins::timestamptz
      and created_at < :ends::timestamptz
    or number in (
      select comment.number
      from report.comments as comment
      where lower(comment.repository) = lower(:repository)
        and comment.created_at >= :begins::timestamptz
        and comment.created_at < :ends::timestamptz
      union
      select event.number
      from report.issue_events as event
      where lower(event.repository) = lower(:repository)
        and event.event in ('labeled', 'unlabeled', 'assigned', 'unassigned', 'closed')
        and event.created_at >= :begins::timestamptz
        and event.created_at < :ends::timestamptz
    )
  )
order by number;
