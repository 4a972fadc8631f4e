-- Rows of which it was not known on what they hang. One that tells it by now, or that is gone itself, is a gap no more. Where every
-- issue is known and a number is missing that was given by the time of the row, it hangs on one that GitHub does not show any more:
-- a fact, which makes no month incomplete. Without such a number an issue that is shown lacks it, and the gap stays open.
-- When other numbers are missing than before, what was a fact is open again, until it was searched for: gives those.
with noted as materialized (
  select
    gap.gap,
    gap.is_open,
    gap.reason,
    split_part(gap.reason, ' Numbers that are missing', 1) as found,
    known.created_at,
    known.number is null and known.deleted_at is null and known.created_at is not null as is_parentless
  from sync.gap
  left join github.:"table" as known
    on known.:"subject" = gap.subject_id and known.:"id" = substring(gap.gap from '^parent/([0-9]+)$')::bigint
  where gap.subject_id = :subject_id::bigint and gap.resource = :resource and gap.gap like 'parent/%'
),
closed as (
  delete from sync.gap
  using noted
  where gap.subject_id = :subject_id::bigint and gap.resource = :resource and gap.gap = noted.gap and not noted.is_parentless
),
-- Only where the list of issues is whole, and not being read.
missing as materialized (
  select count(*) as numbers, min(number) as first
  from generate_series(
    1, (select max(number) from github.issue where repository_id = :subject_id::bigint)
  ) as number
  where exists (select from noted where is_parentless)
    and not exists (
      select
      from github.issue
      where issue.repository_id = :subject_id::bigint and issue.number = number.number and issue.deleted_at is null
    )
  having exists (
    select
    from sync.resource
    where resource.subject_id = :subject_id::bigint and resource.resource = 'issues'
      and resource.complete_through is not null and resource.complete_from is null
      and not exists (
        select
        from sync.cursor
        where cursor.subject_id = resource.subject_id and cursor.resource = resource.resource
      )
  )
),
judged as (
  select
    noted.gap,
    noted.is_open,
    noted.reason,
    noted.found,
    noted.found || format(
      ' Numbers that are missing: %s, from %s on; it hangs on one of those.', missing.numbers, missing.first
    ) as explained,
    -- Numbers are given in order: one before the first of them that came later than the row says that none was given by then.
    missing.numbers > 0 and not exists (
      select
      from github.issue
      where issue.repository_id = :subject_id::bigint and issue.number < missing.first
        and issue.created_at > noted.created_at
    ) as is_explained
  from noted
  cross join missing
  where noted.is_parentless
)
update sync.gap set
  is_open = not judged.is_open,
  reason = case when judged.is_open then judged.explained else judged.found end
from judged
where gap.subject_id = :subject_id::bigint and gap.resource = :resource and gap.gap = judged.gap
  and case
    when judged.is_open then judged.is_explained
    else not judged.is_explained or judged.reason <> judged.explained
  end
returning gap.gap, gap.is_open;
