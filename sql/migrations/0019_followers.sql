-- What made a list stale is answered when its walk has come to its end, not when it begins: until then its months are incomplete.
alter table sync.cursor add column stale_since timestamptz;
comment on column sync.cursor.stale_since is 'The mark of sync.resource that this walk answers: it goes when the walk has ended, unless another change has set a new one.';

-- Rows whose issue or pull request GitHub does not name are kept without a number, until they are read by themselves.
alter table github.issue_event alter column number drop not null;
alter table github.comment alter column number drop not null;
alter table github.review_comment alter column number drop not null;
-- And a deployment of no commit that GitHub names.
alter table github.deployment alter column sha drop not null;
