-- One page of a feed (GET /repositories/{id}/events, /organizations/{id}/events, /user/{id}/events, /events) into github.event, in the
-- shape that GitHub sends since 2025-10 and in the one before it.
-- An event never changes: what is stored stays. An odd one is stored as far as it goes, says what is odd about it, and keeps its entry:
-- not public, without a repository, without a type, or without a time that may be true (feeds go back 30 days).
-- People whom nothing else has told of are written to github.account: an event may tell an old name.
-- Months of repositories are marked in sync.mark; by the public feed, which is a sample, of those alone that are known otherwise.
with listed as (
  select distinct on (told.id)
    told.id as event_id,
    told.type,
    told.actor,
    told.repo,
    told.org,
    told.payload,
    told.public as is_public,
    case
      when told.created_at between :answered_at::timestamptz - interval '366 days' and :answered_at::timestamptz + interval '2 days'
        then told.created_at
    end as created_at,
    (told.repo ->> 'id')::bigint as repository_id,
    told.payload ->> 'action' as action,
    -- The repository's page, from the address of it in the API.
    regexp_replace(
      regexp_replace(told.repo ->> 'url', '^https://api\.github\.com/repos/', 'https://github.com/'), '/api/v3/repos/', '/'
    ) as web,
    element.entry,
    told.id::text = any (:cleaned_ids::text[]) as is_cleaned
  from jsonb_array_elements(:body::jsonb) as element (entry)
  cross join lateral jsonb_to_record(element.entry) as told (
    id bigint,
    type text,
    actor jsonb,
    repo jsonb,
    org jsonb,
    payload jsonb,
    public boolean,
    created_at timestamptz
  )
  where told.id is not null
  order by told.id
),
page as (
  select
    listed.event_id,
    listed.repository_id,
    listed.repo ->> 'name' as repository_name,
    listed.created_at,
    listed.type,
    listed.action,
    (listed.actor ->> 'id')::bigint as actor_id,
    (listed.org ->> 'id')::bigint as org_id,
    listed.is_public,
    thing.number,
    case
      when listed.type = 'PullRequestEvent' and listed.action = 'merged' then true
      -- The shape before 2025-10 says whether a closed one was merged; since then it was not.
      when listed.type = 'PullRequestEvent' and listed.action = 'closed'
        then coalesce((listed.payload -> 'pull_request' ->> 'merged')::boolean, false)
    end as is_merged,
    listed.payload ->> 'ref' as ref,
    listed.payload ->> 'ref_type' as ref_type,
    coalesce(
      listed.payload ->> 'head', listed.payload -> 'pull_request' -> 'head' ->> 'sha', listed.payload -> 'comment' ->> 'commit_id'
    ) as head_sha,
    listed.payload ->> 'before' as before_sha,
    coalesce(listed.payload -> 'label' ->> 'name', listed.payload -> 'labels' -> 0 ->> 'name') as label_name,
    coalesce(listed.payload -> 'assignee' ->> 'id', listed.payload -> 'assignees' -> 0 ->> 'id')::bigint as assignee_id,
    coalesce(
      thing.told_url,
      case listed.type
        when 'PullRequestEvent' then listed.web || '/pull/' || thing.number
        when 'PullRequestReviewEvent' then listed.web || '/pull/' || thing.number
        when 'PullRequestReviewCommentEvent' then listed.web || '/pull/' || thing.number
        when 'IssuesEvent' then listed.web || '/issues/' || thing.number
        when 'PushEvent' then
          case
            when listed.payload ->> 'before' ~ '[1-9a-f]'
              then listed.web || '/compare/' || (listed.payload ->> 'before') || '...' || (listed.payload ->> 'head')
            else listed.web || '/commits/' || (listed.payload ->> 'head')
          end
        when 'CreateEvent' then listed.web || coalesce('/tree/' || (listed.payload ->> 'ref'), '')
        when 'PublicEvent' then listed.web
      end
    ) as html_url,
    nullif(
      concat_ws(
        ', ',
        case when not listed.is_public then 'not public' end,
        case when listed.repository_id is null then 'without a repository' end,
        case when listed.type is null then 'without a type' end,
        case when listed.created_at is null then 'without a time' end
      ),
      ''
    ) as oddity,
    listed.entry,
    listed.is_cleaned
  from listed
  cross join lateral (
    select
      coalesce(
        listed.payload ->> 'number',
        listed.payload -> 'issue' ->> 'number',
        listed.payload -> 'pull_request' ->> 'number',
        listed.payload -> 'discussion' ->> 'number'
      )::bigint as number,
      coalesce(
        listed.payload -> 'comment' ->> 'html_url',
        listed.payload -> 'review' ->> 'html_url',
        listed.payload -> 'release' ->> 'html_url',
        listed.payload -> 'forkee' ->> 'html_url',
        listed.payload -> 'discussion' ->> 'html_url',
        listed.payload -> 'issue' ->> 'html_url',
        listed.payload -> 'pull_request' ->> 'html_url',
        listed.payload -> 'pages' -> 0 ->> 'html_url'
      ) as told_url
  ) as thing
),
people as (
  insert into github.account (account_id, login, is_bot, answered_at)
  select distinct on (account_id)
    account_id, login, login like '%[bot]', coalesce(created_at, :answered_at::timestamptz)
  from listed
  cross join lateral (
    values
      ((actor ->> 'id')::bigint, actor ->> 'login'),
      ((org ->> 'id')::bigint, org ->> 'login')
  ) as named (account_id, login)
  where account_id is not null and login is not null
  order by account_id, created_at desc nulls last
  on conflict (account_id) do nothing
),
named as (
  insert into github.event_repository as known (repository_id, name, named_at)
  select distinct on (repository_id) repository_id, repository_name, created_at
  from page
  where repository_id is not null and repository_name is not null and created_at is not null
  order by repository_id, created_at desc
  on conflict (repository_id) do update set name = excluded.name, named_at = excluded.named_at
  -- A name that stays is written anew once a day: what was not heard of for long goes with its events.
  where known.named_at < excluded.named_at
    and (known.name <> excluded.name or known.named_at < excluded.named_at - interval '1 day')
),
written as (
  insert into github.event (
    event_id, repository_id, repository_name, created_at, type, action, actor_id, org_id, is_public, number, is_merged, ref, ref_type,
    head_sha, before_sha, label_name, assignee_id, html_url, oddity, entry, first_seen_at, is_cleaned
  )
  select
    event_id, repository_id, repository_name, created_at, type, action, actor_id, org_id, is_public, number, is_merged, ref, ref_type,
    head_sha, before_sha, label_name, assignee_id, html_url, oddity, case when oddity is not null then entry end,
    :answered_at::timestamptz, is_cleaned
  from page
  -- Two feeds that show the same events wait for each other and never deadlock.
  order by repository_id, created_at, event_id
  on conflict (repository_id, created_at, event_id) do nothing
  returning repository_id, created_at, type
),
marked as (
  insert into sync.mark (subject_id, source, month)
  select distinct written.repository_id, 'events', date_trunc('month', written.created_at at time zone 'utc')::date
  from written
  where written.repository_id is not null
    and written.created_at is not null
    and (
      :url::text !~ '^https?://[^/]+(/api/v3)?/events(\?|$)'
      or exists (select from github.repository where repository.repository_id = written.repository_id)
    )
  order by 1, 3
  on conflict do nothing
)
select count(*)::int as inserted, 0 as updated from written;
