-- Takes up to 1,000 issues and pull requests whose label history is to be derived; stage/label_periods follows in the same
-- transaction and sees what they were noted for. One that is noted meanwhile is a row of its own and stays for the next time.
with chosen as (
  select distinct number
  from github.issue_label_due
  where repository_id = :repository_id::bigint
  order by number
  limit 1000
),

taken as (
  delete from github.issue_label_due as due
  using chosen
  where due.repository_id = :repository_id::bigint and due.number = chosen.number
  returning due.number
)

select distinct number from taken order by number;
