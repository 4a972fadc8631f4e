-- A comparison that GitHub does not give, or not wholly, becomes a walk down the list of commits from the same head; it notes
-- what it sees, for it may turn out that the branch was rewritten.
update sync.cursor set
  window_key = 'list',
  next_url = null,
  is_pass = true,
  rows_shown = 0,
  last_row = null
where subject_id = :subject_id and resource = :resource and window_key = :window_key and step = :expected_step::int
returning window_key;
