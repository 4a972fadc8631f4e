-- Events behind the end of GitHub's list come by GraphQL, which tells of which label an event is, whatever it was called then.

-- Of labeled and unlabeled, as far as GraphQL was asked; label_name is the name of that day where REST has told the event, else the
-- name that the label had when GraphQL told it.
alter table github.issue_event add column label_id bigint;

-- Names that labels had before the catalogue was first read: events of which REST told the name and GraphQL the label.
create table github.label_told_name (
  repository_id bigint not null,
  label_id bigint not null,
  -- In lower case.
  name text not null,
  -- The last such event.
  until_at timestamptz not null,
  primary key (repository_id, label_id, name)
);
