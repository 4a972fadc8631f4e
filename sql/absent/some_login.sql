-- Somebody whom a list of people shows, by what they were called last.
select account.login
from github.:"table" as known
join github.account on account.account_id = known.:"key"
where known.:"subject" = :subject_id::bigint and known.:"gone_at" is null
order by known.:"key"
limit 1;
