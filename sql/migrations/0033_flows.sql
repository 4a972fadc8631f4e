-- Tables of contributors and flows, and who counts as a bot.

create table kpi.bot_rule (
  match text not null check (match in ('login', 'prefix', 'suffix')),
  pattern text not null check (pattern <> '' and pattern = lower(pattern)),
  is_bot boolean not null default true,
  primary key (match, pattern)
);
comment on table kpi.bot_rule is 'Who is a bot whatever GitHub says, by login in lower case; the rows may be edited, and what they change is counted anew. A whole login goes before a prefix or suffix, a longer one of these before a shorter one; without a rule GitHub''s word holds: an account of type Bot, or a login that ends in [bot].';
comment on column kpi.bot_rule.match is 'login: the whole login; prefix, suffix: its beginning or its end.';
comment on column kpi.bot_rule.pattern is 'The login, or its part, in lower case; no wildcards.';
comment on column kpi.bot_rule.is_bot is 'False: not a bot, whatever GitHub says.';

-- Accounts that GitHub calls users and that are known to be run by machines.
insert into kpi.bot_rule (match, pattern)
values
  ('login', 'bors'),
  ('login', 'claassistant'),
  ('login', 'codecov-commenter'),
  ('login', 'codecov-io'),
  ('login', 'coveralls'),
  ('login', 'elasticmachine'),
  ('login', 'facebook-github-bot'),
  ('login', 'fejta-bot'),
  ('login', 'googlebot'),
  ('login', 'gopherbot'),
  ('login', 'greenkeeperio-bot'),
  ('login', 'homu'),
  ('login', 'istio-testing'),
  ('login', 'k8s-ci-robot'),
  ('login', 'k8s-triage-robot'),
  ('login', 'openshift-bot'),
  ('login', 'openshift-ci-robot'),
  ('login', 'openshift-merge-robot'),
  ('login', 'pyup-bot'),
  ('login', 'renovate-bot'),
  ('login', 'rust-highfive'),
  ('login', 'rust-timer'),
  ('login', 'rustbot'),
  ('login', 'snyk-bot'),
  ('login', 'tensorflower-gardener');

-- Whether a login is a bot's; `is_bot` is GitHub's word.
create function kpi.is_bot(login text, is_bot boolean) returns boolean
language sql stable parallel safe
as $$
  select coalesce(
    (select rule.is_bot from kpi.bot_rule as rule where rule.match = 'login' and rule.pattern = lower($1)),
    (
      select rule.is_bot
      from kpi.bot_rule as rule
      where rule.match in ('prefix', 'suffix')
        and case rule.match
          when 'prefix' then starts_with(lower($1), rule.pattern)
          else right(lower($1), length(rule.pattern)) = rule.pattern
        end
      order by length(rule.pattern) desc, rule.match
      limit 1
    ),
    $2,
    false
  )
$$;

create table kpi.contributions_monthly (
  repository_id bigint not null,
  contributor text not null,
  kind text not null,
  month date not null,
  account_id bigint,
  contributions int not null,
  first_at timestamptz not null,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, contributor, kind, month)
);
create index on kpi.contributions_monthly (repository_id, month);
comment on table kpi.contributions_monthly is 'Who contributed what in which UTC month, counted from kpi.contribution.';

-- People by the month in which they came, and by account when it is decided anew who is a bot.
create index on kpi.new_contributors (repository_id, month, source);
create index on kpi.new_contributors (account_id);

create table kpi.contributors_monthly (
  repository_id bigint not null,
  month date not null,
  active int not null,
  "new" int not null,
  "returning" int not null,
  active_bots int not null,
  new_bots int not null,
  returning_bots int not null,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, month)
);
comment on table kpi.contributors_monthly is 'People by UTC month: active, new and returning, bots apart.';

create table kpi.contributor_absence_monthly (
  repository_id bigint not null,
  month date not null,
  commits int not null,
  contributors int not null,
  contributor_absence_factor int,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, month)
);
comment on table kpi.contributor_absence_monthly is 'How few people made half of the commits of the twelve months up to the end of a UTC month.';

create table kpi.issue_flow_monthly (
  repository_id bigint not null,
  month date not null,
  issues_opened int not null,
  issues_closed int not null,
  issues_reopened int not null,
  issues_active int not null,
  open_at_month_end int not null,
  answered int not null,
  median_hours_to_first_response double precision,
  p85_hours_to_first_response double precision,
  mean_hours_to_first_response double precision,
  max_hours_to_first_response double precision,
  median_hours_to_close double precision,
  p85_hours_to_close double precision,
  mean_hours_to_close double precision,
  max_hours_to_close double precision,
  median_hours_to_close_of_opened double precision,
  p85_hours_to_close_of_opened double precision,
  mean_hours_to_close_of_opened double precision,
  max_hours_to_close_of_opened double precision,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, month)
);
comment on table kpi.issue_flow_monthly is 'Issues that came, were answered and were closed, by UTC month.';

create table kpi.pull_request_flow_monthly (
  repository_id bigint not null,
  month date not null,
  opened int not null,
  authors int not null,
  opened_without_author int not null,
  merged int not null,
  closed_unmerged int not null,
  reopened int not null,
  active int not null,
  open_at_month_end int not null,
  mean_seconds_between_pull_requests double precision,
  answered int not null,
  median_hours_to_first_response double precision,
  p85_hours_to_first_response double precision,
  mean_hours_to_first_response double precision,
  max_hours_to_first_response double precision,
  median_hours_from_ready_to_first_response double precision,
  p85_hours_from_ready_to_first_response double precision,
  mean_hours_from_ready_to_first_response double precision,
  max_hours_from_ready_to_first_response double precision,
  reviewed int not null,
  median_hours_to_first_review double precision,
  p85_hours_to_first_review double precision,
  mean_hours_to_first_review double precision,
  max_hours_to_first_review double precision,
  median_hours_from_ready_to_first_review double precision,
  p85_hours_from_ready_to_first_review double precision,
  mean_hours_from_ready_to_first_review double precision,
  max_hours_from_ready_to_first_review double precision,
  median_hours_to_merge double precision,
  p85_hours_to_merge double precision,
  mean_hours_to_merge double precision,
  max_hours_to_merge double precision,
  median_hours_to_merge_of_opened double precision,
  p85_hours_to_merge_of_opened double precision,
  mean_hours_to_merge_of_opened double precision,
  max_hours_to_merge_of_opened double precision,
  median_hours_to_close double precision,
  p85_hours_to_close double precision,
  mean_hours_to_close double precision,
  max_hours_to_close double precision,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, month)
);
comment on table kpi.pull_request_flow_monthly is 'Pull requests that came, were answered, reviewed and merged, by UTC month.';

-- Counts every month anew of the repositories that these accounts have contributed to.
create function kpi.recount_accounts(account_ids bigint[]) returns void
language plpgsql
as $$
begin
  if cardinality(account_ids) = 0 then
    return;
  end if;
  -- A computation under way has decided by the old word, and its people cannot be seen before it ends.
  lock table kpi.new_contributors in share mode;
  insert into kpi.due_month (repository_id, family, month)
  select distinct person.repository_id, follower.family, '-infinity'::date
  from kpi.new_contributors as person
  cross join (
    values ('contributors'), ('contributions'), ('contributor_absence'), ('issue_flow'), ('pull_request_flow')
  ) as follower (family)
  where person.account_id = any (account_ids)
  order by 1, 2
  on conflict do nothing;
end;
$$;

create function kpi.recount_changed_accounts() returns trigger
language plpgsql
as $$
begin
  perform kpi.recount_accounts(array[new.account_id]);
  return null;
end;
$$;

create trigger recount after update on github.account
for each row when (old.is_bot is distinct from new.is_bot) execute function kpi.recount_changed_accounts();

create function kpi.recount_ruled_accounts() returns trigger
language plpgsql
as $$
declare
  rule record;
begin
  for rule in select new.match, new.pattern where tg_op <> 'DELETE' union select old.match, old.pattern where tg_op <> 'INSERT' loop
    perform kpi.recount_accounts(array(
      select account_id
      from github.account
      where case rule.match
        when 'login' then lower(login) = rule.pattern
        when 'prefix' then starts_with(lower(login), rule.pattern)
        when 'suffix' then right(lower(login), length(rule.pattern)) = rule.pattern
      end
    ));
  end loop;
  return null;
end;
$$;

create trigger recount after insert or update or delete on kpi.bot_rule
for each row execute function kpi.recount_ruled_accounts();
