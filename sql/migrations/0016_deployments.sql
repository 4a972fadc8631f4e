-- Deployments: what was deployed where and when; how it went is told by statuses, which are not kept.
create table github.deployment (
  repository_id bigint not null,
  deployment_id bigint not null,
  sha text not null,
  ref text,
  task text,
  environment text,
  description text,
  creator_id bigint,
  -- An environment that goes again, such as that of a preview.
  is_transient boolean not null,
  is_production boolean not null,
  created_at timestamptz not null,
  is_cleaned boolean not null,
  deleted_at timestamptz,
  primary key (repository_id, deployment_id)
);
create index on github.deployment (repository_id, created_at);
