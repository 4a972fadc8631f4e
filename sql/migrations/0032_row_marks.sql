-- Rows mark the months that KPIs count them in by themselves, whichever statement writes them: a page, a single look, a mark of
-- deletion and its end. A statement that forgot to would leave months wrong for good. Deleting rows marks nothing: who deletes
-- (a purge, a rebuild) says what becomes of the numbers.

-- The months in which KPIs look for rows, not for the rows of one issue.
create index on github.comment (repository_id, created_at);
create index on github.review (repository_id, submitted_at) where submitted_at is not null;
create index on github.review_comment (repository_id, created_at);
create index on github.pull_request (repository_id, closed_at) where closed_at is not null;

-- One function and two triggers for each line. `compared`: what KPIs see of a row; a change of anything else marks nothing.
-- `counted`: the months, as (source, instant). Conversations count in the month in which they happen, and in the month in
-- which their issue or pull request was opened; one that comes to light late brings its conversation with it.
do $make$
declare
  line record;
  changed text;
begin
  for line in
    select * from (values
      (
        'commit', 'commit', 'sha, author_id, author_email_sha256, is_merge, authored_at', 'true',
        $$ values ('commits', changed.authored_at) $$
      ),
      (
        'issue', 'issue', 'issue_id, number, is_pull_request, author_id, created_at, closed_at', 'true',
        $$ values ('issues', changed.created_at), ('issues', changed.closed_at) $$
      ),
      (
        'issue_thread', 'issue', 'issue_id, number, is_pull_request', 'true',
        $$
          select 'comments', comment.created_at
          from github.comment
          where comment.repository_id = changed.repository_id and comment.number = changed.number
          union all
          select 'issue_events', issue_event.created_at
          from github.issue_event
          where issue_event.repository_id = changed.repository_id
            and issue_event.number = changed.number
            and issue_event.event in ('labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened')
        $$
      ),
      (
        'pull_request', 'pull_request',
        'pull_request_id, number, author_id, is_draft, created_at, closed_at, merged_at', 'true',
        $$
          values ('pull_requests', changed.created_at), ('pull_requests', changed.closed_at), ('pull_requests', changed.merged_at)
        $$
      ),
      (
        'pull_request_thread', 'pull_request', 'pull_request_id, number', 'true',
        $$
          select 'comments', comment.created_at
          from github.comment
          where comment.repository_id = changed.repository_id and comment.number = changed.number
          union all
          select 'reviews', review.submitted_at
          from github.review
          where review.repository_id = changed.repository_id and review.number = changed.number
          union all
          select 'review_comments', review_comment.created_at
          from github.review_comment
          where review_comment.repository_id = changed.repository_id and review_comment.number = changed.number
          union all
          select 'issue_events', issue_event.created_at
          from github.issue_event
          where issue_event.repository_id = changed.repository_id
            and issue_event.number = changed.number
            and issue_event.event in ('labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened', 'merged')
        $$
      ),
      (
        'comment', 'comment', 'comment_id, number, author_id, created_at', 'true',
        $$
          values ('comments', changed.created_at)
          union all
          select 'comments', issue.created_at
          from github.issue
          where issue.repository_id = changed.repository_id and issue.number = changed.number
          union all
          select 'comments', pull_request.created_at
          from github.pull_request
          where pull_request.repository_id = changed.repository_id and pull_request.number = changed.number
        $$
      ),
      (
        'review', 'review', 'review_id, number, author_id, submitted_at', 'true',
        $$
          values ('reviews', changed.submitted_at)
          union all
          select 'reviews', pull_request.created_at
          from github.pull_request
          where pull_request.repository_id = changed.repository_id and pull_request.number = changed.number
        $$
      ),
      (
        'review_comment', 'review_comment', 'review_comment_id, number, author_id, created_at', 'true',
        $$ values ('review_comments', changed.created_at) $$
      ),
      (
        'issue_event', 'issue_event', 'event_id, number, event, created_at',
        $$
          event in (
            'labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened', 'merged', 'ready_for_review', 'convert_to_draft'
          )
        $$,
        $$
          values ('issue_events', changed.created_at)
          union all
          select 'issue_events', pull_request.created_at
          from github.pull_request
          where pull_request.repository_id = changed.repository_id
            and pull_request.number = changed.number
            and changed.event in ('ready_for_review', 'convert_to_draft')
        $$
      )
    ) as lines (name, of_table, compared, filter, counted)
  loop
    changed := format('select repository_id, %s, deleted_at is null as is_there from %%s where %s', line.compared, line.filter);
    execute format(
      $create$
        create function sync.mark_%1$s() returns trigger
        language plpgsql
        -- Its plans are kept, and those made while a table is small must not read all of it ever after.
        set enable_seqscan = off
        as $body$
        begin
          if not exists (select from new_rows) then
            return null;
          end if;
          if tg_op = 'INSERT' then
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from (%2$s) as changed
            cross join lateral (%4$s) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          else
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from ((%3$s except all %2$s) union all (%2$s except all %3$s)) as changed
            cross join lateral (%4$s) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          end if;
          return null;
        end;
        $body$
      $create$,
      line.name, format(changed, 'new_rows'), format(changed, 'old_rows'), line.counted
    );
    execute format(
      'create trigger mark_%1$s_inserted after insert on github.%2$I referencing new table as new_rows
       for each statement execute function sync.mark_%1$s()',
      line.name, line.of_table
    );
    execute format(
      'create trigger mark_%1$s_updated after update on github.%2$I referencing old table as old_rows new table as new_rows
       for each statement execute function sync.mark_%1$s()',
      line.name, line.of_table
    );
  end loop;
end;
$make$;
