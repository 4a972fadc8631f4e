-- Reviews are read in bulk by GraphQL where the credential may; elsewhere one pull request after the other, by REST.

alter table sync.resource
  -- By which API its single things are read: GraphQL or REST, and why not in bulk. Null: they never were, or there is no choice.
  add column read_by text check (read_by in ('GraphQL', 'REST')),
  add column read_by_reason text;

-- Where GraphQL refuses a credential, in a way that does not pass by itself; it is asked again when the time has come.
create table sync.graphql_refusal (
  credential text not null,
  -- What it refuses to tell of; any and 0: of anything.
  subject_kind text not null,
  subject_id bigint not null,
  reason text not null,
  next_try_at timestamptz not null,
  primary key (credential, subject_kind, subject_id)
);
