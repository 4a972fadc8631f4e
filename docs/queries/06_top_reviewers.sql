-- Who reviews most?
-- Reviews of other people's pull requests in the ninety days before the last one; several reviews of one pull request count once in
-- pull_requests.
with last as (
  select max(submitted_at) as submitted_at from report.reviews where repository = 'demo/widgets'
)
select
  review.author as reviewer,
  count(distinct review.number)::int as pull_requests,
  count(*)::int as reviews,
  (count(*) filter (where review.state = 'APPROVED'))::int as approvals
from report.reviews as review
join report.pull_requests as pull using (repository_id, number)
cross join last
where review.repository = 'demo/widgets' and review.is_bot is false
  and review.author_id is distinct from pull.author_id
  and review.submitted_at > last.submitted_at - interval '90 days'
group by reviewer
order by pull_requests desc, reviews desc, reviewer
limit 10;
