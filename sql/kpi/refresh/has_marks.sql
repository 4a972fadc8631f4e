-- Whether rows of a repository have changed that no computation has taken yet.
select exists (select from sync.mark where subject_id = :repository_id::bigint) as has_marks;
