-- One row a thing that GitHub did not give, with the reason.
-- time: found_at
-- order: repository, subject_id, resource, gap
create or replace view report.gaps as
select
  case when resource.subject_kind = 'repository' then gap.subject_id end as repository_id,
  coalesce(repository.owner, account.login, loop.owner)::report.github_name as owner,
  coalesce(repository.name, loop.name)::report.github_name as name,
  (coalesce(repository.owner, loop.owner) || '/' || coalesce(repository.name, loop.name))::report.github_name as repository,
  gap.resource,
  gap.gap,
  gap.reason,
  gap.found_at,
  gap.is_open,
  gap.subject_id,
  case
    when gap.since is null and gap.until is null then gap.gap
    else concat(
      coalesce(to_char(gap.since at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'the beginning'),
      ' to ',
      coalesce(to_char(gap.until at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'the end')
    )
  end as bounds,
  gap.next_try_at
from sync.gap
left join sync.resource on resource.subject_id = gap.subject_id and resource.resource = gap.resource
left join github.repository on resource.subject_kind = 'repository' and repository.repository_id = gap.subject_id
left join github.owner as account on resource.subject_kind = 'owner' and account.owner_id = gap.subject_id
left join lateral (
  select loop.owner, loop.name
  from sync.loop
  where loop.subject_kind = resource.subject_kind and loop.subject_id = gap.subject_id
  order by loop.kind = 'syncRepository' desc, loop.workflow_id
  limit 1
) as loop on true;
comment on view report.gaps is 'What GitHub did not give, by name; an open gap makes the months of its resource incomplete until it is filled.';
comment on column report.gaps.gap is 'What is missing.';
comment on column report.gaps.reason is 'Why, in a sentence.';
comment on column report.gaps.found_at is 'When it was first found.';
comment on column report.gaps.is_open is 'False: a fact, such as an issue number that GitHub says was deleted, transferred or never given; it makes no month incomplete.';
comment on column report.gaps.subject_id is 'GitHub''s id of what the resource belongs to: the repository, or an owner.';
comment on column report.gaps.bounds is 'Between which times of the list''s order the rows lie, both included, or which rows they are.';
comment on column report.gaps.next_try_at is 'When it is tried again, by the next cycle from then on; null: by a comparison alone.';
