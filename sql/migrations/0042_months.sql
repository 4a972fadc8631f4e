-- The months of a span were made by generate_series in eight statements, of which the planner expects a thousand rows each time: for two
-- thousand repositories it laid out tables for two million months, on disk.

create function kpi.months(first_day date, last_day date) returns setof date
language sql immutable strict parallel safe rows 60
begin atomic
  select month::date
  from generate_series(date_trunc('month', first_day::timestamp), last_day::timestamp, interval '1 month') as step (month);
end;

comment on function kpi.months(date, date) is
  'First days of the months from that of first_day to that of last_day. Strict, so that its estimate of sixty rows counts: a function that '
  'Postgres writes out into a statement has none.';
