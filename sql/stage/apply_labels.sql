-- Brings github.issue in line with github.label after a pass over the catalogue, without asking GitHub, whose updated_at of
-- an issue does not move when one of its labels is renamed or deleted: a renamed label gets its new name in its old
-- place, a deleted one goes. A label that the catalogue does not know by its id stays. Only issues that change are
-- written; their months are marked in sync.mark.
with outdated as (
  select distinct issue.issue_id
  from
    github.issue,
    lateral unnest(issue.label_ids, issue.label_names) as worn (label_id, name)
  join github.label on label.repository_id = :repository_id::bigint and label.label_id = worn.label_id
  where issue.repository_id = :repository_id::bigint
    and issue.deleted_at is null
    and (label.deleted_at is not null or label.name <> worn.name)
),
locked as (
  -- In the order of ids, as pages of issues are written: the two wait for each other and never deadlock.
  select issue_id
  from github.issue
  where repository_id = :repository_id::bigint and issue_id in (select issue_id from outdated)
  order by issue_id
  for update
),
written as (
  -- From the labels of the row as it is now: a page that was stored meanwhile must not lose its newer ones.
  update github.issue as known set
    (label_ids, label_names) = (
      select
        coalesce(array_agg(worn.label_id order by worn.place), '{}'),
        coalesce(array_agg(coalesce(label.name, worn.name) order by worn.place), '{}')
      from unnest(known.label_ids, known.label_names) with ordinality as worn (label_id, name, place)
      left join github.label on label.repository_id = :repository_id::bigint and label.label_id = worn.label_id
      where label.deleted_at is null
    )
  from locked
  where known.repository_id = :repository_id::bigint and known.issue_id = locked.issue_id
  returning known.created_at, known.closed_at
),
marked as (
  insert into sync.mark (subject_id, source, month)
  select distinct :repository_id::bigint, 'issues', date_trunc('month', counted.at at time zone 'utc')::date
  from
    written,
    lateral (values (written.created_at), (written.closed_at)) as counted (at)
  where counted.at is not null
  on conflict do nothing
)
select count(*)::int as updated from written;
