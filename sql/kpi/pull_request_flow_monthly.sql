-- The flow of pull requests by UTC month, of the pairs of :repository_ids and :months, and of months without a row; those that GitHub
-- does not show any more do not count.
--   opened           created in the month, drafts too. authors: the accounts that opened them; opened_without_author: those of
--                    deleted accounts (GitHub names `ghost`), which are in no author.
--   merged           merged in the month.
--   closed_unmerged  whose last close is in the month, and which is not merged. A later reopening voids a close (CHAOSS).
--   reopened         reopenings in the month, each of them.
--   active           CHAOSS: pull requests that got a comment, a review or a comment on a line, were labelled or unlabelled, assigned or
--                    unassigned, closed or merged in the month, by whomever, bots included; each once.
--   open_at_month_end created before the month's end and neither merged nor closed before it, by the last close: what was open
--                    the month before + opened - merged - closed_unmerged.
--   mean_seconds_between_pull_requests  between one opening in the month and the next: (last - first) / (opened - 1); null
--                    below 2.
--   answered         of those opened in the month, how many have a first response: the first comment or submitted review by a human
--                    (kpi.is_bot) who is not the author. Reactions, labels and closing are no response; nor is a deleted account's.
--   reviewed         of those opened in the month, how many have a review that was submitted by a human who is not the author.
--   …_hours_to_first_response, …_hours_to_first_review        from opening, of the answered and the reviewed.
--   …_hours_from_ready_to_…  the same from when it was ready for review, with what came before left out (GitHub's issue-metrics):
--                    the first ready_for_review, where that is the first that its events say of drafts; else the opening. None of a
--                    draft that never was ready.
--   …_hours_to_merge           from opening to merge, of those merged in the month.
--   …_hours_to_merge_of_opened the same of those opened in the month that are merged by now: it grows while the others are open.
--   …_hours_to_close           from opening to merge or last close, of those merged or closed in the month.
--   median, p85: percentile_disc, a value that occurred; mean, max beside them; null when there are none. An end recorded
--   before the opening counts at the opening, with 0 hours.
-- A row for every month from that of the first pull request to that of :as_of. What happened after the day :as_of does not count.
with bound as (
  select
    date_trunc('month', :as_of::date::timestamp)::date as last_month,
    (:as_of::date + 1)::timestamp at time zone 'utc' as as_of_end
),

repository as materialized (
  select distinct repository_id from unnest(:repository_ids::bigint[]) as given (repository_id)
),

touched as materialized (
  select distinct given.repository_id, given.month, true as is_touched
  from unnest(:repository_ids::bigint[], :months::date[]) as given (repository_id, month)
),

-- `offset 0` and `limit`, here and below, keep these a look at an index for each: joined freely, the planner reads every row.
step as materialized (
  select repository.repository_id, steps.month, true as is_step
  from repository
  cross join bound
  cross join lateral (
    select created_at
    from github.pull_request
    where pull_request.repository_id = repository.repository_id
      and pull_request.deleted_at is null
      and pull_request.created_at < bound.as_of_end
    order by created_at
    limit 1
  ) as first
  cross join lateral kpi.months((first.created_at at time zone 'utc')::date, bound.last_month) as steps (month)
),

-- The rows as they stand, whole, with their place.
former as materialized (
  select repository.repository_id, found.month, found.stored, found.place
  from repository
  cross join lateral (
    select stored.month, stored, stored.ctid as place
    from kpi.pull_request_flow_monthly as stored
    where stored.repository_id = repository.repository_id
    offset 0
  ) as found
),

-- Full joins, here and below, are never done by comparing each row with each.
frame as materialized (
  select repository_id, month, step.is_step, touched.is_touched, former.stored, former.place
  from step
  full join touched using (repository_id, month)
  full join former using (repository_id, month)
),

wanted as materialized (
  select
    frame.repository_id,
    frame.month,
    frame.month::timestamp at time zone 'utc' as starts_at,
    least((frame.month::timestamp + interval '1 month') at time zone 'utc', bound.as_of_end) as ends_at,
    bound.as_of_end
  from frame
  cross join bound
  where frame.is_step and (frame.is_touched or frame.place is null)
),

opened_pull_request as materialized (
  select
    wanted.repository_id,
    wanted.month,
    wanted.as_of_end,
    pull_request.*,
    case
      -- The first that its events say of drafts.
      when draft.event = 'ready_for_review' then draft.created_at
      when draft.event is null and pull_request.is_draft then null
      else pull_request.created_at
    end as ready_at
  from wanted
  cross join lateral (
    select
      number,
      nullif(author_id, 10137) as author_id,
      is_draft,
      created_at,
      merged_at,
      coalesce(merged_at, closed_at) as ended_at
    from github.pull_request
    where repository_id = wanted.repository_id
      and created_at >= wanted.starts_at
      and created_at < wanted.ends_at
      and deleted_at is null
    offset 0
  ) as pull_request
  left join lateral (
    select issue_event.event, issue_event.created_at
    from github.issue_event
    where issue_event.repository_id = wanted.repository_id
      and issue_event.number = pull_request.number
      and issue_event.event in ('ready_for_review', 'convert_to_draft')
      and issue_event.deleted_at is null
      and issue_event.created_at < wanted.as_of_end
    order by issue_event.repository_id, issue_event.number, issue_event.created_at, issue_event.event_id
    limit 1
  ) as draft on true
),

-- What others than the author have said of them; 10137 is `ghost`, whom GitHub names for deleted accounts.
word as materialized (
  select
    opened.repository_id, opened.month, opened.number, opened.created_at, opened.ready_at, word.author_id as account_id, word.at,
    word.is_review
  from opened_pull_request as opened
  cross join lateral (
    select author_id, created_at as at, false as is_review
    from github.comment
    where comment.repository_id = opened.repository_id and comment.number = opened.number and comment.deleted_at is null
    union all
    select author_id, submitted_at, true
    from github.review
    where review.repository_id = opened.repository_id and review.number = opened.number and review.deleted_at is null
    offset 0
  ) as word
  where word.at < opened.as_of_end
    and word.author_id <> 10137
    and word.author_id is distinct from opened.author_id
),

-- Each account is judged once, however much it has said: looking at the rules takes longer than all the rest.
verdict as materialized (
  select person.account_id, kpi.is_bot(account.login, account.is_bot) as is_bot
  from (select distinct account_id from word) as person
  cross join lateral (
    select login, is_bot from github.account where account.account_id = person.account_id offset 0
  ) as account
),

said as materialized (
  select
    word.repository_id,
    word.month,
    word.number,
    min(greatest(word.at, word.created_at)) as responded_at,
    min(greatest(word.at, word.created_at)) filter (where word.is_review) as reviewed_at,
    min(word.at) filter (where word.at >= word.ready_at) as responded_after_ready_at,
    min(word.at) filter (where word.at >= word.ready_at and word.is_review) as reviewed_after_ready_at
  from word
  full join verdict using (account_id)
  where not coalesce(verdict.is_bot, false)
  group by word.repository_id, word.month, word.number
),

timed as materialized (
  select
    repository_id,
    month,
    number,
    opened.author_id,
    opened.created_at,
    extract(epoch from said.responded_at - opened.created_at) as seconds_to_response,
    extract(epoch from said.reviewed_at - opened.created_at) as seconds_to_review,
    extract(epoch from said.responded_after_ready_at - opened.ready_at) as seconds_from_ready_to_response,
    extract(epoch from said.reviewed_after_ready_at - opened.ready_at) as seconds_from_ready_to_review,
    case
      when opened.merged_at < opened.as_of_end then
        extract(epoch from greatest(opened.merged_at - opened.created_at, interval '0'))
    end as seconds_to_merge
  from opened_pull_request as opened
  full join said using (repository_id, month, number)
),

ended_pull_request as materialized (
  select wanted.repository_id, wanted.month, ended.number, ended.is_merged, ended.seconds
  from wanted
  cross join lateral (
    select number, true as is_merged, extract(epoch from merged_at - created_at) as seconds
    from github.pull_request
    where repository_id = wanted.repository_id
      and merged_at >= wanted.starts_at
      and merged_at < wanted.ends_at
      and merged_at >= created_at
      and deleted_at is null
    union all
    select number, false, extract(epoch from closed_at - created_at)
    from github.pull_request
    where repository_id = wanted.repository_id
      and closed_at >= wanted.starts_at
      and closed_at < wanted.ends_at
      and closed_at >= created_at
      and merged_at is null
      and deleted_at is null
    offset 0
  ) as ended
  union all
  select repository_id, month, number, merged_at is not null, 0 from opened_pull_request where ended_at < created_at
),

-- What was done to whichever number; those of issues are left out below.
act as (
  select wanted.repository_id, wanted.month, act.number, false as is_reopening
  from wanted
  cross join lateral (
    select number
    from github.comment
    where repository_id = wanted.repository_id
      and created_at >= wanted.starts_at
      and created_at < wanted.ends_at
      and deleted_at is null
    offset 0
  ) as act
  union all
  select wanted.repository_id, wanted.month, act.number, false as is_reopening
  from wanted
  cross join lateral (
    select number
    from github.review
    where repository_id = wanted.repository_id
      and submitted_at >= wanted.starts_at
      and submitted_at < wanted.ends_at
      and deleted_at is null
    offset 0
  ) as act
  union all
  select wanted.repository_id, wanted.month, act.number, false as is_reopening
  from wanted
  cross join lateral (
    select number
    from github.review_comment
    where repository_id = wanted.repository_id
      and created_at >= wanted.starts_at
      and created_at < wanted.ends_at
      and deleted_at is null
    offset 0
  ) as act
  union all
  select wanted.repository_id, wanted.month, event.number, event.event = 'reopened'
  from wanted
  cross join lateral (
    select number, event
    from github.issue_event
    where repository_id = wanted.repository_id
      and created_at >= wanted.starts_at
      and created_at < wanted.ends_at
      and event in ('labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened', 'merged')
      and deleted_at is null
    offset 0
  ) as event
),

acted as (
  select
    repository_id, month, number, (count(*) filter (where is_reopening))::int as reopenings,
    bool_or(not is_reopening) as is_active
  from act
  where number is not null
  group by repository_id, month, number
),

acted_pull_request as materialized (
  select acted.*
  from acted
  cross join lateral (
    select
    from github.pull_request
    where pull_request.repository_id = acted.repository_id
      and pull_request.number = acted.number
      and pull_request.deleted_at is null
    limit 1
  ) as pull_request
),

acting as (
  select repository_id, month, count(*)::int as active
  from (
    select repository_id, month, number from acted_pull_request where is_active
    union
    select repository_id, month, number from ended_pull_request
  ) as number
  group by repository_id, month
),

reopening as (
  select repository_id, month, sum(reopenings)::int as reopened from acted_pull_request group by repository_id, month
),

came as (
  select
    repository_id,
    month,
    count(*)::int as opened,
    count(distinct author_id)::int as authors,
    (count(*) filter (where author_id is null))::int as opened_without_author,
    case
      when count(*) > 1 then extract(epoch from max(created_at) - min(created_at))::float8 / (count(*) - 1)
    end as mean_seconds_between_pull_requests,
    count(seconds_to_response)::int as answered,
    percentile_disc(0.5) within group (order by seconds_to_response)::float8 / 3600 as median_hours_to_first_response,
    percentile_disc(0.85) within group (order by seconds_to_response)::float8 / 3600 as p85_hours_to_first_response,
    sum(seconds_to_response)::float8 / count(seconds_to_response) / 3600 as mean_hours_to_first_response,
    max(seconds_to_response)::float8 / 3600 as max_hours_to_first_response,
    percentile_disc(0.5) within group (order by seconds_from_ready_to_response)::float8 / 3600 as median_hours_from_ready_to_first_response,
    percentile_disc(0.85) within group (order by seconds_from_ready_to_response)::float8 / 3600 as p85_hours_from_ready_to_first_response,
    sum(seconds_from_ready_to_response)::float8 / count(seconds_from_ready_to_response) / 3600 as mean_hours_from_ready_to_first_response,
    max(seconds_from_ready_to_response)::float8 / 3600 as max_hours_from_ready_to_first_response,
    count(seconds_to_review)::int as reviewed,
    percentile_disc(0.5) within group (order by seconds_to_review)::float8 / 3600 as median_hours_to_first_review,
    percentile_disc(0.85) within group (order by seconds_to_review)::float8 / 3600 as p85_hours_to_first_review,
    sum(seconds_to_review)::float8 / count(seconds_to_review) / 3600 as mean_hours_to_first_review,
    max(seconds_to_review)::float8 / 3600 as max_hours_to_first_review,
    percentile_disc(0.5) within group (order by seconds_from_ready_to_review)::float8 / 3600 as median_hours_from_ready_to_first_review,
    percentile_disc(0.85) within group (order by seconds_from_ready_to_review)::float8 / 3600 as p85_hours_from_ready_to_first_review,
    sum(seconds_from_ready_to_review)::float8 / count(seconds_from_ready_to_review) / 3600 as mean_hours_from_ready_to_first_review,
    max(seconds_from_ready_to_review)::float8 / 3600 as max_hours_from_ready_to_first_review,
    percentile_disc(0.5) within group (order by seconds_to_merge)::float8 / 3600 as median_hours_to_merge_of_opened,
    percentile_disc(0.85) within group (order by seconds_to_merge)::float8 / 3600 as p85_hours_to_merge_of_opened,
    sum(seconds_to_merge)::float8 / count(seconds_to_merge) / 3600 as mean_hours_to_merge_of_opened,
    max(seconds_to_merge)::float8 / 3600 as max_hours_to_merge_of_opened
  from timed
  group by repository_id, month
),

ended as (
  select
    repository_id,
    month,
    (count(*) filter (where is_merged))::int as merged,
    (count(*) filter (where not is_merged))::int as closed_unmerged,
    percentile_disc(0.5) within group (order by merge_seconds)::float8 / 3600 as median_hours_to_merge,
    percentile_disc(0.85) within group (order by merge_seconds)::float8 / 3600 as p85_hours_to_merge,
    sum(merge_seconds)::float8 / count(merge_seconds) / 3600 as mean_hours_to_merge,
    max(merge_seconds)::float8 / 3600 as max_hours_to_merge,
    percentile_disc(0.5) within group (order by seconds)::float8 / 3600 as median_hours_to_close,
    percentile_disc(0.85) within group (order by seconds)::float8 / 3600 as p85_hours_to_close,
    sum(seconds)::float8 / count(seconds) / 3600 as mean_hours_to_close,
    max(seconds)::float8 / 3600 as max_hours_to_close
  from (
    select *, case when is_merged then seconds end as merge_seconds from ended_pull_request
  ) as ended_pull_request
  group by repository_id, month
),

counted as materialized (
  select
    repository_id,
    month,
    true as is_counted,
    coalesce(came.opened, 0) as opened,
    coalesce(came.authors, 0) as authors,
    coalesce(came.opened_without_author, 0) as opened_without_author,
    coalesce(ended.merged, 0) as merged,
    coalesce(ended.closed_unmerged, 0) as closed_unmerged,
    coalesce(reopening.reopened, 0) as reopened,
    coalesce(acting.active, 0) as active,
    came.mean_seconds_between_pull_requests,
    coalesce(came.answered, 0) as answered,
    came.median_hours_to_first_response, came.p85_hours_to_first_response, came.mean_hours_to_first_response,
    came.max_hours_to_first_response, came.median_hours_from_ready_to_first_response,
    came.p85_hours_from_ready_to_first_response, came.mean_hours_from_ready_to_first_response,
    came.max_hours_from_ready_to_first_response,
    coalesce(came.reviewed, 0) as reviewed,
    came.median_hours_to_first_review, came.p85_hours_to_first_review, came.mean_hours_to_first_review,
    came.max_hours_to_first_review, came.median_hours_from_ready_to_first_review,
    came.p85_hours_from_ready_to_first_review, came.mean_hours_from_ready_to_first_review,
    came.max_hours_from_ready_to_first_review,
    ended.median_hours_to_merge, ended.p85_hours_to_merge, ended.mean_hours_to_merge, ended.max_hours_to_merge,
    came.median_hours_to_merge_of_opened, came.p85_hours_to_merge_of_opened, came.mean_hours_to_merge_of_opened,
    came.max_hours_to_merge_of_opened,
    ended.median_hours_to_close, ended.p85_hours_to_close, ended.mean_hours_to_close, ended.max_hours_to_close
  from wanted
  full join came using (repository_id, month)
  full join ended using (repository_id, month)
  full join reopening using (repository_id, month)
  full join acting using (repository_id, month)
),

-- Every month, with what stands for those that are not counted anew, so that what is open can be summed up.
merged as materialized (
  select
    repository_id,
    month,
    frame.is_step,
    frame.stored,
    frame.place,
    case when counted.is_counted then counted.opened else (frame.stored).opened end as opened,
    case when counted.is_counted then counted.authors else (frame.stored).authors end as authors,
    case when counted.is_counted then counted.opened_without_author else (frame.stored).opened_without_author end as opened_without_author,
    case when counted.is_counted then counted.merged else (frame.stored).merged end as merged,
    case when counted.is_counted then counted.closed_unmerged else (frame.stored).closed_unmerged end as closed_unmerged,
    case when counted.is_counted then counted.reopened else (frame.stored).reopened end as reopened,
    case when counted.is_counted then counted.active else (frame.stored).active end as active,
    case when counted.is_counted then counted.mean_seconds_between_pull_requests else (frame.stored).mean_seconds_between_pull_requests end as mean_seconds_between_pull_requests,
    case when counted.is_counted then counted.answered else (frame.stored).answered end as answered,
    case when counted.is_counted then counted.median_hours_to_first_response else (frame.stored).median_hours_to_first_response end as median_hours_to_first_response,
    case when counted.is_counted then counted.p85_hours_to_first_response else (frame.stored).p85_hours_to_first_response end as p85_hours_to_first_response,
    case when counted.is_counted then counted.mean_hours_to_first_response else (frame.stored).mean_hours_to_first_response end as mean_hours_to_first_response,
    case when counted.is_counted then counted.max_hours_to_first_response else (frame.stored).max_hours_to_first_response end as max_hours_to_first_response,
    case when counted.is_counted then counted.median_hours_from_ready_to_first_response else (frame.stored).median_hours_from_ready_to_first_response end as median_hours_from_ready_to_first_response,
    case when counted.is_counted then counted.p85_hours_from_ready_to_first_response else (frame.stored).p85_hours_from_ready_to_first_response end as p85_hours_from_ready_to_first_response,
    case when counted.is_counted then counted.mean_hours_from_ready_to_first_response else (frame.stored).mean_hours_from_ready_to_first_response end as mean_hours_from_ready_to_first_response,
    case when counted.is_counted then counted.max_hours_from_ready_to_first_response else (frame.stored).max_hours_from_ready_to_first_response end as max_hours_from_ready_to_first_response,
    case when counted.is_counted then counted.reviewed else (frame.stored).reviewed end as reviewed,
    case when counted.is_counted then counted.median_hours_to_first_review else (frame.stored).median_hours_to_first_review end as median_hours_to_first_review,
    case when counted.is_counted then counted.p85_hours_to_first_review else (frame.stored).p85_hours_to_first_review end as p85_hours_to_first_review,
    case when counted.is_counted then counted.mean_hours_to_first_review else (frame.stored).mean_hours_to_first_review end as mean_hours_to_first_review,
    case when counted.is_counted then counted.max_hours_to_first_review else (frame.stored).max_hours_to_first_review end as max_hours_to_first_review,
    case when counted.is_counted then counted.median_hours_from_ready_to_first_review else (frame.stored).median_hours_from_ready_to_first_review end as median_hours_from_ready_to_first_review,
    case when counted.is_counted then counted.p85_hours_from_ready_to_first_review else (frame.stored).p85_hours_from_ready_to_first_review end as p85_hours_from_ready_to_first_review,
    case when counted.is_counted then counted.mean_hours_from_ready_to_first_review else (frame.stored).mean_hours_from_ready_to_first_review end as mean_hours_from_ready_to_first_review,
    case when counted.is_counted then counted.max_hours_from_ready_to_first_review else (frame.stored).max_hours_from_ready_to_first_review end as max_hours_from_ready_to_first_review,
    case when counted.is_counted then counted.median_hours_to_merge else (frame.stored).median_hours_to_merge end as median_hours_to_merge,
    case when counted.is_counted then counted.p85_hours_to_merge else (frame.stored).p85_hours_to_merge end as p85_hours_to_merge,
    case when counted.is_counted then counted.mean_hours_to_merge else (frame.stored).mean_hours_to_merge end as mean_hours_to_merge,
    case when counted.is_counted then counted.max_hours_to_merge else (frame.stored).max_hours_to_merge end as max_hours_to_merge,
    case when counted.is_counted then counted.median_hours_to_merge_of_opened else (frame.stored).median_hours_to_merge_of_opened end as median_hours_to_merge_of_opened,
    case when counted.is_counted then counted.p85_hours_to_merge_of_opened else (frame.stored).p85_hours_to_merge_of_opened end as p85_hours_to_merge_of_opened,
    case when counted.is_counted then counted.mean_hours_to_merge_of_opened else (frame.stored).mean_hours_to_merge_of_opened end as mean_hours_to_merge_of_opened,
    case when counted.is_counted then counted.max_hours_to_merge_of_opened else (frame.stored).max_hours_to_merge_of_opened end as max_hours_to_merge_of_opened,
    case when counted.is_counted then counted.median_hours_to_close else (frame.stored).median_hours_to_close end as median_hours_to_close,
    case when counted.is_counted then counted.p85_hours_to_close else (frame.stored).p85_hours_to_close end as p85_hours_to_close,
    case when counted.is_counted then counted.mean_hours_to_close else (frame.stored).mean_hours_to_close end as mean_hours_to_close,
    case when counted.is_counted then counted.max_hours_to_close else (frame.stored).max_hours_to_close end as max_hours_to_close
  from frame
  full join counted using (repository_id, month)
),

target as materialized (
  select
    *,
    (sum(opened - (merged + closed_unmerged)) over (partition by repository_id order by month))::int as open_at_month_end
  from merged
  where is_step
),

-- By place, which no one else changes while the family is locked: by key, the planner may read the whole table instead.
deleted as (
  delete from kpi.pull_request_flow_monthly
  where ctid = any (array(select place from frame where is_step is null and place is not null))
  returning 1
),

written as (
  insert into kpi.pull_request_flow_monthly (
    repository_id, month,
    opened, authors, opened_without_author, merged, closed_unmerged, reopened, active, open_at_month_end,
    mean_seconds_between_pull_requests, answered, median_hours_to_first_response, p85_hours_to_first_response,
    mean_hours_to_first_response, max_hours_to_first_response, median_hours_from_ready_to_first_response,
    p85_hours_from_ready_to_first_response, mean_hours_from_ready_to_first_response,
    max_hours_from_ready_to_first_response, reviewed, median_hours_to_first_review, p85_hours_to_first_review,
    mean_hours_to_first_review, max_hours_to_first_review, median_hours_from_ready_to_first_review,
    p85_hours_from_ready_to_first_review, mean_hours_from_ready_to_first_review, max_hours_from_ready_to_first_review,
    median_hours_to_merge, p85_hours_to_merge, mean_hours_to_merge, max_hours_to_merge, median_hours_to_merge_of_opened,
    p85_hours_to_merge_of_opened, mean_hours_to_merge_of_opened, max_hours_to_merge_of_opened, median_hours_to_close,
    p85_hours_to_close, mean_hours_to_close, max_hours_to_close,
    definition_version, computed_at
  )
  select
    repository_id, month,
    opened, authors, opened_without_author, merged, closed_unmerged, reopened, active, open_at_month_end,
    mean_seconds_between_pull_requests, answered, median_hours_to_first_response, p85_hours_to_first_response,
    mean_hours_to_first_response, max_hours_to_first_response, median_hours_from_ready_to_first_response,
    p85_hours_from_ready_to_first_response, mean_hours_from_ready_to_first_response,
    max_hours_from_ready_to_first_response, reviewed, median_hours_to_first_review, p85_hours_to_first_review,
    mean_hours_to_first_review, max_hours_to_first_review, median_hours_from_ready_to_first_review,
    p85_hours_from_ready_to_first_review, mean_hours_from_ready_to_first_review, max_hours_from_ready_to_first_review,
    median_hours_to_merge, p85_hours_to_merge, mean_hours_to_merge, max_hours_to_merge, median_hours_to_merge_of_opened,
    p85_hours_to_merge_of_opened, mean_hours_to_merge_of_opened, max_hours_to_merge_of_opened, median_hours_to_close,
    p85_hours_to_close, mean_hours_to_close, max_hours_to_close,
    :definition_version::int, :computed_at::timestamptz
  from target
  where (
    (stored).opened, (stored).authors, (stored).opened_without_author, (stored).merged, (stored).closed_unmerged,
    (stored).reopened, (stored).active, (stored).open_at_month_end, (stored).mean_seconds_between_pull_requests,
    (stored).answered, (stored).median_hours_to_first_response, (stored).p85_hours_to_first_response,
    (stored).mean_hours_to_first_response, (stored).max_hours_to_first_response,
    (stored).median_hours_from_ready_to_first_response, (stored).p85_hours_from_ready_to_first_response,
    (stored).mean_hours_from_ready_to_first_response, (stored).max_hours_from_ready_to_first_response,
    (stored).reviewed, (stored).median_hours_to_first_review, (stored).p85_hours_to_first_review,
    (stored).mean_hours_to_first_review, (stored).max_hours_to_first_review,
    (stored).median_hours_from_ready_to_first_review, (stored).p85_hours_from_ready_to_first_review,
    (stored).mean_hours_from_ready_to_first_review, (stored).max_hours_from_ready_to_first_review,
    (stored).median_hours_to_merge, (stored).p85_hours_to_merge, (stored).mean_hours_to_merge,
    (stored).max_hours_to_merge, (stored).median_hours_to_merge_of_opened, (stored).p85_hours_to_merge_of_opened,
    (stored).mean_hours_to_merge_of_opened, (stored).max_hours_to_merge_of_opened, (stored).median_hours_to_close,
    (stored).p85_hours_to_close, (stored).mean_hours_to_close, (stored).max_hours_to_close,
    (stored).definition_version
  ) is distinct from (
    opened, authors, opened_without_author, merged, closed_unmerged, reopened, active, open_at_month_end,
    mean_seconds_between_pull_requests, answered, median_hours_to_first_response, p85_hours_to_first_response,
    mean_hours_to_first_response, max_hours_to_first_response, median_hours_from_ready_to_first_response,
    p85_hours_from_ready_to_first_response, mean_hours_from_ready_to_first_response,
    max_hours_from_ready_to_first_response, reviewed, median_hours_to_first_review, p85_hours_to_first_review,
    mean_hours_to_first_review, max_hours_to_first_review, median_hours_from_ready_to_first_review,
    p85_hours_from_ready_to_first_review, mean_hours_from_ready_to_first_review, max_hours_from_ready_to_first_review,
    median_hours_to_merge, p85_hours_to_merge, mean_hours_to_merge, max_hours_to_merge, median_hours_to_merge_of_opened,
    p85_hours_to_merge_of_opened, mean_hours_to_merge_of_opened, max_hours_to_merge_of_opened, median_hours_to_close,
    p85_hours_to_close, mean_hours_to_close, max_hours_to_close,
    :definition_version::int
  )
  order by repository_id, month
  on conflict (repository_id, month) do update set
    opened = excluded.opened,
    authors = excluded.authors,
    opened_without_author = excluded.opened_without_author,
    merged = excluded.merged,
    closed_unmerged = excluded.closed_unmerged,
    reopened = excluded.reopened,
    active = excluded.active,
    open_at_month_end = excluded.open_at_month_end,
    mean_seconds_between_pull_requests = excluded.mean_seconds_between_pull_requests,
    answered = excluded.answered,
    median_hours_to_first_response = excluded.median_hours_to_first_response,
    p85_hours_to_first_response = excluded.p85_hours_to_first_response,
    mean_hours_to_first_response = excluded.mean_hours_to_first_response,
    max_hours_to_first_response = excluded.max_hours_to_first_response,
    median_hours_from_ready_to_first_response = excluded.median_hours_from_ready_to_first_response,
    p85_hours_from_ready_to_first_response = excluded.p85_hours_from_ready_to_first_response,
    mean_hours_from_ready_to_first_response = excluded.mean_hours_from_ready_to_first_response,
    max_hours_from_ready_to_first_response = excluded.max_hours_from_ready_to_first_response,
    reviewed = excluded.reviewed,
    median_hours_to_first_review = excluded.median_hours_to_first_review,
    p85_hours_to_first_review = excluded.p85_hours_to_first_review,
    mean_hours_to_first_review = excluded.mean_hours_to_first_review,
    max_hours_to_first_review = excluded.max_hours_to_first_review,
    median_hours_from_ready_to_first_review = excluded.median_hours_from_ready_to_first_review,
    p85_hours_from_ready_to_first_review = excluded.p85_hours_from_ready_to_first_review,
    mean_hours_from_ready_to_first_review = excluded.mean_hours_from_ready_to_first_review,
    max_hours_from_ready_to_first_review = excluded.max_hours_from_ready_to_first_review,
    median_hours_to_merge = excluded.median_hours_to_merge,
    p85_hours_to_merge = excluded.p85_hours_to_merge,
    mean_hours_to_merge = excluded.mean_hours_to_merge,
    max_hours_to_merge = excluded.max_hours_to_merge,
    median_hours_to_merge_of_opened = excluded.median_hours_to_merge_of_opened,
    p85_hours_to_merge_of_opened = excluded.p85_hours_to_merge_of_opened,
    mean_hours_to_merge_of_opened = excluded.mean_hours_to_merge_of_opened,
    max_hours_to_merge_of_opened = excluded.max_hours_to_merge_of_opened,
    median_hours_to_close = excluded.median_hours_to_close,
    p85_hours_to_close = excluded.p85_hours_to_close,
    mean_hours_to_close = excluded.mean_hours_to_close,
    max_hours_to_close = excluded.max_hours_to_close,
    definition_version = excluded.definition_version,
    computed_at = excluded.computed_at
  returning 1
)

select (select count(*) from written) as written, (select count(*) from deleted) as deleted;
