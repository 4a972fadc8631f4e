-- Whether label history is still to be derived from events, or from rows of issues and pull requests, that have changed.
select exists (select from github.issue_label_due where repository_id = :repository_id::bigint) as is_underived;
