-- People of an organisation. A row is a time in which a list of GitHub's showed somebody: who leaves and comes back has two. GitHub tells
-- neither when somebody joined nor when they left, so both are the look that found it; between two looks nobody sees anything.
create table github.member (
  owner_id bigint not null,
  account_id bigint not null,
  -- The first look that showed them.
  first_seen_at timestamptz not null,
  -- The same, where a whole list before it had not shown them; null: they were there when this list was read for the first time.
  joined_at timestamptz,
  -- The look that found them gone; null: they are there.
  left_at timestamptz,
  primary key (owner_id, account_id, first_seen_at)
);
create unique index on github.member (owner_id, account_id) where left_at is null;

-- Those among them whose membership is public: all that strangers are shown.
create table github.public_member (like github.member including all);

-- Those among them with the role `admin`.
create table github.organization_admin (like github.member including all);

create table github.outside_collaborator (like github.member including all);

-- Teams that the token sees: all but secret ones that its user is not in.
create table github.team (
  owner_id bigint not null,
  team_id bigint not null,
  name text not null,
  slug text not null,
  description text,
  -- closed: every member of the organisation sees it; secret: its own members and the organisation's owners do.
  privacy text,
  parent_team_id bigint,
  first_seen_at timestamptz not null,
  deleted_at timestamptz,
  primary key (owner_id, team_id)
);

-- People of a team, and of the teams below it, in times as above.
create table github.team_member (
  owner_id bigint not null,
  team_id bigint not null,
  account_id bigint not null,
  first_seen_at timestamptz not null,
  joined_at timestamptz,
  left_at timestamptz,
  -- Not every GitHub tells these two; null: not told.
  role text,
  is_inherited boolean,
  primary key (owner_id, team_id, account_id, first_seen_at)
);
create unique index on github.team_member (owner_id, team_id, account_id) where left_at is null;

-- What proves that the list of one thing is as it was; of a list of one page alone.
alter table sync.item
  add column etag text,
  add column etag_key text;
