-- raw (bronze): GitHub's answers as they came, as text: no parse, no loss, typed tables can be rebuilt from them.
create schema raw;

create table raw.page (
  page_id bigint generated always as identity primary key,
  repository_id bigint not null,
  resource text not null,
  url text not null,
  answered_at timestamptz not null,
  -- True where the typed rows had to be made from a cleaned copy (NUL, lone surrogates).
  is_cleaned boolean not null,
  body text not null
);
create index on raw.page (repository_id, resource, page_id);
