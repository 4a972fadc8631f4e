-- Cursors, runs, gaps, items, answers and loops hang on a subject: a repository, an owner, or the public feed. A resource implies
-- the kind of its subject, so the key (subject_id, resource) tells an owner from a repository with the same number.
alter table sync.resource rename column repository_id to subject_id;
alter table sync.resource
  add column subject_kind text not null default 'repository' check (subject_kind in ('repository', 'owner', 'public'));
alter table sync.cursor rename column repository_id to subject_id;
alter table sync.run rename column repository_id to subject_id;
alter table sync.gap rename column repository_id to subject_id;
alter table sync.seen rename column repository_id to subject_id;
alter table sync.item rename column repository_id to subject_id;
alter table raw.page rename column repository_id to subject_id;

-- Without a resource the kind has to be told.
alter table sync.raw_dropped rename column repository_id to subject_id;
alter table sync.raw_dropped add column subject_kind text not null default 'repository'
  check (subject_kind in ('repository', 'owner', 'public'));
alter table sync.raw_dropped alter column subject_kind drop default;
alter table sync.raw_dropped drop constraint raw_dropped_pkey;
alter table sync.raw_dropped add primary key (subject_kind, subject_id);

alter table sync.loop rename column repository_id to subject_id;
alter table sync.loop
  -- The workflow type: a repository's loop and the poll of its events are two loops of one subject.
  add column kind text not null default 'syncRepository',
  add column subject_kind text not null default 'repository' check (subject_kind in ('repository', 'owner', 'public')),
  -- Null: the loop of an owner, or of the public feed.
  alter column name drop not null;
alter table sync.loop alter column kind drop default;
alter table sync.loop alter column subject_kind drop default;
alter table sync.loop drop constraint loop_repository_id_key;
-- After a rename this names the one loop that may write.
alter table sync.loop add unique (kind, subject_kind, subject_id);
