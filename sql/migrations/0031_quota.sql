-- What a credential's requests came to, and what its workers hold: `{worker: [requests, epoch seconds]}`, granted and not answered yet.
-- Until its answer is told, a request counts as sent: of several workers none may take what another one has been granted.
alter table sync.budget
  add column held jsonb not null default '{}',
  add column requests bigint not null default 0,
  add column not_modified bigint not null default 0;

-- What is kept for more urgent work than this: a share of the hourly quota, and of the requests that may be sent at once.
-- `load`: first loads; `cycle`: a normal cycle; `now`: what a person waits for.
create function sync.kept_from(urgency text) returns table (quota_share float8, pace_share float8)
language sql immutable
begin atomic
  select shares.quota_share, shares.pace_share
  from (values ('load', 0.2, 0.5), ('cycle', 0.05, 0.25), ('now', 0, 0)) as shares (urgency, quota_share, pace_share)
  where shares.urgency = kept_from.urgency;
end;

-- Billed requests of an hour, by whom they were about. Rows go with the raw answers' retention.
create table sync.quota_use (
  credential text not null,
  bucket text not null,
  hour timestamptz not null,
  subject_kind text not null,
  -- As it was asked for, in lower case.
  subject_name text not null,
  -- Null: GitHub had not told it yet.
  subject_id bigint,
  requests bigint not null,
  primary key (credential, bucket, hour, subject_kind, subject_name)
);
