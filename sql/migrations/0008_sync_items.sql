-- sync, continued: passes over a whole list, and single things that are asked for one by one.

alter table sync.resource
  -- Something that this resource follows has changed since; set with that change, so that no crash forgets it.
  add column stale_since timestamptz,
  -- A pass over the list is wanted, from pass_since on (null: from the beginning).
  add column is_pass_wanted boolean not null default false,
  add column pass_since timestamptz,
  -- When a pass over the list, and a look at everything that it did not show, was last complete.
  add column reconciled_at timestamptz;

alter table sync.cursor
  -- The walk notes what it sees, so that at its end the absent can be told.
  add column is_pass boolean not null default false;

-- Ids that the pass under way has seen.
create table sync.seen (
  repository_id bigint not null,
  resource text not null,
  row_id text not null,
  primary key (repository_id, resource, row_id)
);

-- Single things of a resource: the reviews of a pull request, an issue whose number is missing. One is due while the
-- version that was read is not the wanted one; the row stays, so that the same version is never asked for twice.
create table sync.item (
  repository_id bigint not null,
  resource text not null,
  -- row/{key}: one row of the resource; issue/{number}, pull/{number}: all its rows of one issue or pull request.
  item text not null,
  wanted_version text not null,
  read_version text,
  primary key (repository_id, resource, item)
);
create index on sync.item (repository_id, resource, item) where read_version is distinct from wanted_version;

-- A number that GitHub says was deleted, transferred or hidden is a fact, and makes no month incomplete.
alter table sync.gap add column is_open boolean not null default true;

create or replace view kpi.source as
select
  resource.repository_id,
  resource.resource,
  resource.complete_from,
  resource.complete_through,
  resource.is_truncated or exists (
    select
    from sync.gap
    where gap.repository_id = resource.repository_id and gap.resource = resource.resource and gap.is_open
  ) as is_lacking
from sync.resource;
