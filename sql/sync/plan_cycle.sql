-- Where the resources of a subject stand, and which are to be asked in this cycle: never loaded, half read, stale since a change, failed, or not looked at for
-- long. A refusal stands until its time, or until a person asks.
select
  wanted.resource,
  case
    when known.state in ('forbidden', 'missing', 'gone', 'blocked', 'disabled')
      then :is_urgent::boolean or known.next_try_at is null or known.next_try_at <= clock_timestamp()
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
      )
      or exists (
        select
        from sync.item
        where item.subject_id = known.subject_id and item.resource = known.resource
          and item.read_version is distinct from item.wanted_version
      )
  end as is_due,
  coalesce(known.state, 'loading') as state,
  coalesce(known.rows_stored, 0) as rows,
  known.reason,
  known.next_try_at
from unnest(:resources::text[]) with ordinality as wanted (resource, place)
left join sync.resource as known
  on known.subject_id = :subject_id::bigint and known.resource = wanted.resource
order by wanted.place;
