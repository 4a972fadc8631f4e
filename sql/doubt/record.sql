-- An answer was not believed. Another kind of doubt begins anew: only what is repeated may be believed in the end.
insert into sync.doubt as known (subject_id, resource, kind, first_at, last_at, days, asked_by, answers)
values (
  :subject_id, :resource, :kind, :answered_at::timestamptz, :answered_at::timestamptz, 1, :asked_by, 1
)
on conflict (subject_id, resource) do update set
  (kind, first_at, last_at, days, asked_by, answers) = (
    select
      excluded.kind,
      case when is_repeated then known.first_at else excluded.first_at end,
      greatest(known.last_at, excluded.last_at),
      case
        when not is_repeated then 1
        else known.days
          + ((known.last_at at time zone 'utc')::date < (excluded.last_at at time zone 'utc')::date)::int
      end,
      excluded.asked_by,
      case when known.asked_by = excluded.asked_by then known.answers + 1 else 1 end
    from (select known.kind = excluded.kind as is_repeated) as doubt
  )
returning
  first_at = :answered_at::timestamptz as is_new,
  answers,
  days,
  extract(epoch from last_at - first_at)::float8 as age_seconds;
