-- One row a repository and quarter: issues whose labels mean a bug. Counts add up over months, and over nothing that an issue can be
-- in twice: within one category an issue counts once.
select
  repository_id,
  repository,
  date_trunc('quarter', month::timestamp)::date as quarter,
  sum(issues_opened)::int as opened,
  sum(issues_closed)::int as closed,
  bool_and(is_complete) as is_complete
from {{ source('repometer', 'label_categories_monthly') }}
where category = 'bug'
group by repository_id, repository, quarter
