-- Commits of people in the twelve months up to the month's end: neither merges nor those of bots or of nobody.
select sha, coalesce(author, 'email:' || author_email_sha256) as author, authored_at, subject, html_url
from report.commits as commit
where lower(repository) = lower(:repository)
  and not is_merge
  and left_branch_at is null
  and authored_at >= :begins::timestamptz - interval '11 months'
  and authored_at < :ends::timestamptz
  and exists (
    select
    from report.contributions_monthly as person
    where person.repository_id = commit.repository_id
      and person.kind = 'commits'
      and not person.is_bot
      and person.contributor = coalesce('account:' || nullif(commit.author_id, 10137), 'email:' || commit.author_email_sha256)
  )
order by authored_at, sha;
