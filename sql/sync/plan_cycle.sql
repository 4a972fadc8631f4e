-- Where the resources of a subject stand, and which are to be asked in this cycle: never loaded, half read, stale since a change, failed, not looked at for
-- long, or with a gap that is to be tried again. A refusal stands until its time, until a person asks, or another credential; what passes by itself no
-- person hastens.
select
  wanted.resource,
  case
    when refusal.seconds_left is not null then :is_urgent::boolean and known.state <> 'limited'
    when known.state in ('forbidden', 'missing', 'gone', 'blocked', 'disabled') or known.refusals > 0 then true
    else
      known.complete_through is null
      or known.next_try_at is null
      or known.next_try_at <= clock_timestamp()
      or known.stale_since is not null
      or known.is_pass_wanted
      or known.state = 'failed'
      or exists (
        select
        from sync.cursor
        where cursor.subject_id = known.subject_id and cursor.resource = known.resource
          and cursor.purpose <> 'backfill'
      )
      or exists (
        select
        from sync.item
        where item.subject_id = known.subject_id and item.resource = known.resource
          and item.read_version is distinct from item.wanted_version
      )
      or exists (
        select
        from sync.gap
        where gap.subject_id = known.subject_id and gap.resource = known.resource
          and (gap.next_try_at <= clock_timestamp() or (:is_urgent::boolean and gap.next_try_at is not null))
      )
  end as is_due,
  known.complete_through is not null as is_loaded,
  coalesce(known.state, 'loading') as state,
  coalesce(known.rows_stored, 0) as rows,
  coalesce(known.github_total, case when known.state in ('loading', 'limited') then known.rows_expected end) as total,
  known.reason,
  known.next_try_at
from unnest(:resources::text[]) with ordinality as wanted (resource, place)
left join sync.resource as known
  on known.subject_id = :subject_id::bigint and known.resource = wanted.resource
cross join lateral (
  select sync.refusal_left(
    known.state, known.refusals, known.next_try_at, known.refused_to, :credential::text
  ) as seconds_left
) as refusal
order by wanted.place;
