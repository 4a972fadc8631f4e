-- One row an account that some stored row names: a person, a bot, an organisation.
-- order: login, account_id
create or replace view report.accounts as
select
  account.account_id,
  account.login,
  account.account_type,
  account.is_bot,
  home_page.html_url || '/' || case
    when account.account_type = 'Bot' then 'apps/' || replace(account.login, '[bot]', '')
    else account.login
  end as html_url,
  account.answered_at
from github.account
left join github.home_page on true;
comment on view report.accounts is 'Every account that a stored row names. Rows name accounts by their id, which stays when a login changes.';
comment on column report.accounts.login is 'As GitHub wrote it in its newest answer.';
comment on column report.accounts.account_type is 'User, Bot, Organization or Mannequin; null: no answer has told yet.';
comment on column report.accounts.is_bot is 'GitHub says that it is a bot, or its login ends in [bot].';
comment on column report.accounts.html_url is 'Its page on GitHub.';
comment on column report.accounts.answered_at is 'When GitHub gave the answer from which the row was last written.';
