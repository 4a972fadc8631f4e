-- Which open issues has nobody answered?
select number, title, author, created_at, html_url
from report.issues as issue
where repository = 'demo/widgets' and state = 'open'
  and not exists (
    select
    from report.comments as comment
    where comment.repository_id = issue.repository_id and comment.number = issue.number
      and comment.is_bot is false and comment.author_id is distinct from issue.author_id
  )
order by created_at, number
limit 20;
