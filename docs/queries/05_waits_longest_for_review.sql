-- What waits longest for a review?
-- Open pull requests that are no drafts and that nobody but the author or a bot has reviewed.
select number, title, author, created_at, html_url
from report.pull_requests as pull
where repository = 'demo/widgets' and state = 'open' and not is_draft
  and not exists (
    select
    from report.reviews as review
    where review.repository_id = pull.repository_id and review.number = pull.number
      and review.is_bot is false and review.author_id is distinct from pull.author_id
  )
order by created_at, number
limit 20;
