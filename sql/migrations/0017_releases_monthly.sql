create table kpi.releases_monthly (
  repository_id bigint not null,
  month date not null,
  releases int not null,
  prereleases int not null,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, month)
);
comment on table kpi.releases_monthly is 'Releases by the UTC month in which they were published.';
