-- GitHub's count of a list since where it is complete by now; null: GitHub does not tell.
update sync.resource set github_total = coalesce(:github_total::bigint, github_total)
where subject_id = :subject_id and resource = :resource and github_total is distinct from coalesce(:github_total::bigint, github_total);
