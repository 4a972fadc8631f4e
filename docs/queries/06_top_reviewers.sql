-- Who reviews most?
-- Reviews of other people's pull requests in the ninety days before the last one; several reviews of one pull request count once in
-- pull_requests.
-- Bots are those of the KPIs (kpi.bot_rule), and a deleted account is nobody: is_bot of report.reviews is GitHub's word alone.
with last as (
  select max(submitted_at) as submitted_at from report.reviews where repository = 'demo/widgets'
),
person as (
  select distinct account_id
  from report.contributions_monthly
  where repository = 'demo/widgets' and not is_bot
)
select
  review.author as reviewer,
  count(distinct review.number)::int as pull_requests,
  count(*)::int as reviews,
  (count(*) filter (where review.state = 'APPROVED'))::int as approvals
from report.reviews as review
join person on person.account_id = review.author_id
join report.pull_requests as pull using (repository_id, number)
cross join last
where review.repository = 'demo/widgets'
  and review.author_id is distinct from pull.author_id
  and review.submitted_at > last.submitted_at - interval '90 days'
group by reviewer
order by pull_requests desc, reviews desc, reviewer
limit 10;
