-- One row a thing that GitHub did not give, with the reason.
-- time: found_at
-- order: repository, repository_id, resource, gap
create or replace view report.gaps as
select
  gap.repository_id,
  coalesce(repository.owner, loop.owner) as owner,
  coalesce(repository.name, loop.name) as name,
  coalesce(repository.owner, loop.owner) || '/' || coalesce(repository.name, loop.name) as repository,
  gap.resource,
  gap.gap,
  gap.reason,
  gap.found_at,
  gap.is_open
from sync.gap
left join github.repository on repository.repository_id = gap.repository_id
left join sync.loop on loop.repository_id = gap.repository_id;
comment on view report.gaps is 'What GitHub did not give, by name; an open gap makes the months of its resource incomplete until it is filled.';
comment on column report.gaps.gap is 'What is missing.';
comment on column report.gaps.reason is 'Why, in a sentence.';
comment on column report.gaps.found_at is 'When it was first found.';
comment on column report.gaps.is_open is 'False: a fact, such as an issue number that GitHub says was deleted, transferred or never given; it makes no month incomplete.';
