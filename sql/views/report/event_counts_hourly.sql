-- One row a repository, UTC hour and event type.
-- time: hour
-- order: repository, repository_id, hour, type
-- family: event_counts
-- definition: kpi/event_counts_hourly
create or replace view report.event_counts_hourly as
select
  kpi.repository_id,
  shown.owner::report.github_name as owner,
  shown.name::report.github_name as name,
  (shown.owner || '/' || shown.name)::report.github_name as repository,
  kpi.hour,
  kpi.type,
  kpi.events,
  kpi.definition_version,
  kpi.computed_at,
  feed.complete_through as data_complete_through,
  coalesce(
    kpi.hour >= feed.complete_from
      and kpi.hour + interval '1 hour' <= feed.complete_through
      and not exists (
        select
        from sync.gap
        where gap.subject_id = feed.subject_id and gap.resource = feed.resource and gap.is_open
          and gap.since < kpi.hour + interval '1 hour' and gap.until >= kpi.hour
      ),
    false
  ) as is_complete
from kpi.event_counts_hourly as kpi
left join github.repository on repository.repository_id = kpi.repository_id
left join github.event_repository as known on known.repository_id = kpi.repository_id
cross join lateral (
  select
    coalesce(repository.owner, split_part(known.name, '/', 1)) as owner,
    coalesce(repository.name, split_part(known.name, '/', 2)) as name
) as shown
left join sync.resource as feed on feed.subject_id = kpi.repository_id and feed.resource = 'events';
comment on view report.event_counts_hourly is 'Events of feeds by repository, UTC hour and type; an hour without an event of a type has no row. Hours older than events are kept stay as they were counted.';
comment on column report.event_counts_hourly.repository_id is 'GitHub''s id of the repository.';
comment on column report.event_counts_hourly.owner is 'Login of its owner; of a repository that no loop keeps, as its newest event names it.';
comment on column report.event_counts_hourly.name is 'Its name, as owner is known.';
comment on column report.event_counts_hourly.repository is 'Owner and name, as in inputs and flags.';
comment on column report.event_counts_hourly.hour is 'Beginning of the UTC hour, which is half-open.';
comment on column report.event_counts_hourly.type is 'Kind of event, such as PushEvent.';
comment on column report.event_counts_hourly.events is 'Events of that type in the hour, each id once.';
comment on column report.event_counts_hourly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.event_counts_hourly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.event_counts_hourly.data_complete_through is 'The repository''s own feed is proven complete up to here, six hours behind, as late as GitHub may show an event; null: it is not read.';
comment on column report.event_counts_hourly.is_complete is 'The repository''s own feed was read without a gap through the whole hour; false where only an owner''s or the public feed shows it.';
