-- What the server behind the API said of itself: which version of GitHub's REST API is spoken with it (null: the newest), and of a
-- GitHub Enterprise Server its release.
alter table sync.origin
  add column api_version text,
  add column release text;
