-- Which open issues has nobody answered?
-- Nobody but the author or a bot. Bots are those of the KPIs (kpi.bot_rule), and a deleted account is nobody: is_bot of
-- report.comments is GitHub's word alone.
with person as (
  select distinct account_id
  from report.contributions_monthly
  where repository = 'demo/widgets' and not is_bot
)
select number, title, author, created_at, html_url
from report.issues as issue
where repository = 'demo/widgets' and state = 'open'
  and not exists (
    select
    from report.comments as comment
    join person on person.account_id = comment.author_id
    where comment.repository_id = issue.repository_id and comment.number = issue.number
      and comment.author_id is distinct from issue.author_id
  )
order by created_at, number
limit 20;
