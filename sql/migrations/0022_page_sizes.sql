-- Pages that GitHub cannot give at their full size, and rows that it gives at none.
alter table sync.resource
  -- How large pages may be, as answers have told: of the probe and of walks, with how many have answered since; null: as large
  -- as there are. `skip`: rows at the front of the probe that are in no page, behind which it is asked.
  add column page_sizes jsonb;

alter table sync.cursor
  -- Rows of a page in which second_page counts; null: as large as there are.
  add column second_size int,
  -- Walks newest first: time of the last row that was read.
  add column oldest timestamptz;

alter table sync.gap
  -- Rows that no page shows lie between these; null: an end of the list, or not told by times.
  add column since timestamptz,
  add column until timestamptz,
  -- Rows that a walk passed by, since no page with them comes: whether the last walk did. Null: another kind of gap.
  add column is_passed boolean,
  -- How often it was tried to fill it since, and when it is tried again; null: by a comparison alone.
  add column tries int not null default 0,
  add column next_try_at timestamptz;
