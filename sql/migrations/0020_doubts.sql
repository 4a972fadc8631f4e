-- Answers that tell less than what they would replace, and what the pages of a walk say of its length.

-- A whole answer that is not believed; one row while that lasts.
create table sync.doubt (
  subject_id bigint not null,
  resource text not null,
  -- contradiction: it contradicts itself; empty: it tells of nobody; fewer: it tells far less than what is stored.
  kind text not null,
  -- By GitHub's clock: the first answer of this kind since one of another kind or one that was believed, and the newest.
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- UTC days on which one came.
  days int not null,
  -- The activity that asked last, and how many of them it has got.
  asked_by text not null,
  answers int not null,
  primary key (subject_id, resource)
);

alter table sync.cursor
  -- Rows on the pages of this window so far, whether they were new or not.
  add column rows_shown bigint not null default 0,
  -- The most rows before a page that GitHub has called the last.
  add column last_row int;
