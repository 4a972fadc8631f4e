-- What waits longest for a review?
-- Open pull requests that are no drafts and that nobody but the author or a bot has reviewed; a draft waits since it became ready.
-- Bots are those of the KPIs (kpi.bot_rule), and a deleted account is nobody: is_bot of report.reviews is GitHub's word alone.
with person as (
  select distinct account_id
  from report.contributions_monthly
  where repository = 'demo/widgets' and not is_bot
),
waiting as (
  select
    number, title, author, html_url,
    greatest(
      created_at,
      (
        select max(event.created_at)
        from report.issue_events as event
        where event.repository_id = pull.repository_id and event.number = pull.number and event.event = 'ready_for_review'
      )
    ) as waits_since
  from report.pull_requests as pull
  where repository = 'demo/widgets' and state = 'open' and not is_draft
    and not exists (
      select
      from report.reviews as review
      join person on person.account_id = review.author_id
      where review.repository_id = pull.repository_id and review.number = pull.number
        and review.author_id is distinct from pull.author_id
    )
)
select number, title, author, waits_since, html_url
from waiting
order by waits_since, number
limit 20;
