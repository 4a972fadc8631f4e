-- A walk from :begin_at (null: the beginning of the list) up to :bound_at (null: its end) has read what lies between: rows
-- that an earlier one had to pass by there are stored by now. :gap names the one that a walk without times answers for; null: by
-- its bounds.
delete from sync.gap
where subject_id = :subject_id::bigint
  and resource = :resource::text
  and not is_passed
  and case
    when :gap::text is not null then gap = :gap::text
    else (:begin_at::timestamptz is null or since >= :begin_at::timestamptz)
      and (:bound_at::timestamptz is null or until <= :bound_at::timestamptz)
  end;
