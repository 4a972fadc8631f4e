-- What an account was called when it was shown last.
select login from github.account where account_id = :account_id::bigint;
