-- With operators between names and varchar, Postgres could not choose one for two varchars any more: other people's tables in the same
-- database could not be compared ("operator is not unique"). A name that is compared with a varchar compares as texts do.
drop operator public.= (report.github_name, varchar);
drop operator public.= (varchar, report.github_name);
drop operator public.<> (report.github_name, varchar);
drop operator public.<> (varchar, report.github_name);
drop function report.is_same_name(report.github_name, varchar);
drop function report.is_same_name(varchar, report.github_name);
drop function report.is_other_name(report.github_name, varchar);
drop function report.is_other_name(varchar, report.github_name);
