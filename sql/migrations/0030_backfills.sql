-- What a backfill has read apart from what is complete: [since_at, until_at) of the list's time, since_at null: from the beginning.
-- It joins what is complete as soon as nothing lies between. A row that changes leaves its island for the newest end of the list,
-- which the loop reads, so that an island stays whole for ever.
create table sync.island (
  subject_id bigint not null,
  resource text not null,
  since_at timestamptz,
  until_at timestamptz not null,
  primary key (subject_id, resource, until_at),
  check (since_at < until_at)
);
comment on table sync.island is 'Ranges of a list that a backfill has read, apart from what is complete.';

-- Somebody found the list held by another one and asks again within seconds: whoever works beside the loop lets it go first.
alter table sync.resource add column awaited_at timestamptz;
comment on column sync.resource.awaited_at is 'When somebody last found the list held by another one, and began to wait for it.';
